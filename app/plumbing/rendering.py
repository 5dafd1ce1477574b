"""Templates, compiled once for each language of the interface.

A page has a hundred and more fixed words; looking each up for every reader cost a tenth of the page. Here ``_('Plan')``
is translated when the template is compiled, and stands in the page as if it had been written there.
"""

from __future__ import annotations

from typing import Any

from flask.templating import Environment
from flask_babel import get_translations
from jinja2 import Template, nodes
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, Macro
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from app.plumbing.formats import language


class Calls(Context):
    """Calls macros without finding out first, each time anew, what is called: a page calls some five hundred."""

    def call(self, called: Any, /, *args: Any, **values: Any) -> Any:
        if type(called) is not Macro:
            return super().call(called, *args, **values)
        values.pop("_loop_vars", None)
        values.pop("_block_vars", None)
        return called(self.eval_ctx, *args, **values)


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
