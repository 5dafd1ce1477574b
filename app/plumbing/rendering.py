"""Templates, compiled once for each language of the interface.

A page has a hundred and more fixed words; looking each up for every reader cost a tenth of the page. Here ``_('Plan')``
is translated when the template is compiled, and stands in the page as if it had been written there.
"""

from __future__ import annotations

from collections.abc import Callable
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import Any, cast

import markupsafe
from flask.templating import Environment
from flask_babel import get_translations
from jinja2 import Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, Macro
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from app.plumbing.formats import language

# The library's way to escape plain text without making a markup of it; it has no public name.
_escaped: Callable[[str], str] = getattr(markupsafe, "_escape_inner", escape)

# What can be called as it is, unless it is marked as wanting Jinja's context.
PLAIN = frozenset({FunctionType, MethodType, BuiltinFunctionType})


class Calls(Context):
    """Calls macros and plain functions without finding out first, each time anew, what is called: a page has a thousand
    calls.
    """

    def call(self, called: Any, /, *args: Any, **values: Any) -> Any:
        kind = type(called)
        if kind is Macro:
            values.pop("_loop_vars", None)
            values.pop("_block_vars", None)
            return called(self.eval_ctx, *args, **values)
        if kind in PLAIN and not hasattr(called, "jinja_pass_arg"):
            values.pop("_loop_vars", None)
            values.pop("_block_vars", None)
            return called(*args, **values)
        return super().call(called, *args, **values)


def piece(value: Any) -> str:
    """What stands in the page for a value, escaped unless it is markup.

    As ``markupsafe.escape``, which makes a new markup of each piece, for whoever may want to go on with it: nobody does
    with what is joined into a page at once.
    """
    kind = type(value)
    if kind is Markup:
        return cast(str, value)
    if kind is str:
        return _escaped(value)
    return str(value) if kind is int else escape(value)


class Code(CodeGenerator):
    """Writes :func:`piece` where Jinja would escape."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.piece(")


class Page(Template):
    """A template whose macros are made once and shared by all that import them without their context.

    Jinja would compare the globals of both templates at every import. Here all have the environment's and no others.
    """

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        return super()._get_default_module()


class Templates(Environment):
    """Hands out each template in the language of the page. What stands in globals and filters is shared by all."""

    context_class = Calls
    template_class = Page
    code_generator_class = Code
    piece = staticmethod(piece)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._by_language: dict[str, Templates] = {}

    def get_template(self, name: str | Template, *args: Any, **values: Any) -> Template:
        if self.overlayed:  # already one language's: what a template includes or imports is in the same
            return super().get_template(name, *args, **values)
        wanted = language()
        if wanted not in self._by_language:
            overlay: Templates = self.overlay()
            self._by_language[wanted] = overlay
        return self._by_language[wanted].get_template(name, *args, **values)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        if not self.overlayed:
            return tree
        escapes = self.autoescape if isinstance(self.autoescape, bool) else self.autoescape(name)
        translated: nodes.Template = _Translated(escapes).visit(tree)
        return translated


class _Translated(NodeTransformer):
    """Puts the translation in the place of each call of gettext with a fixed sentence.

    The values of a sentence are put in as ever, when the page is made. A sentence that is a variable is left alone.
    """

    def __init__(self, escapes: bool) -> None:
        self._escapes = escapes

    def visit_Call(self, node: nodes.Call, *args: Any, **values: Any) -> nodes.Node:  # noqa: N802 - by the class visited
        self.generic_visit(node, *args, **values)
        match node:
            case nodes.Call(
                node=nodes.Name(name="_" | "gettext"), args=[nodes.Const(value=str(sentence))], dyn_args=None,
                dyn_kwargs=None,
            ):  # fmt: skip
                said = get_translations().ugettext(sentence)
                text = Markup(said) if self._escapes else said  # noqa: S704 - the catalogue's own words
                if not node.kwargs:
                    # As Jinja's own gettext: a format also without values, so that a sentence reads the same with any.
                    return nodes.Const(text % {}, lineno=node.lineno)
                pairs = [nodes.Pair(nodes.Const(one.key), one.value) for one in node.kwargs]
                return nodes.Mod(nodes.Const(text), nodes.Dict(pairs), lineno=node.lineno)
        return node
