"""Pieces of a page that look the same whenever they are made of the same values: drawn once, and then remembered.

A list shows one status word or one body a hundred times, and a list of choices is the same for every reader. What a
macro makes of values hangs on these values, the language and where we are mounted, and on nothing else; so it can be
remembered for as long as the process lives and is never out of date. Macros that read anything else (who looks, which
day it is) must not be drawn with this.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache

from flask import Flask, current_app, request
from markupsafe import Markup

from app.plumbing.formats import language

# A page of the register uses some hundred; the least used are forgotten.
REMEMBERED = 4096

Draw = Callable[..., Markup]


def drawing() -> Draw:
    """``draw(template, macro, *values)`` for the page that is being made. Values that can be hashed, and no others."""
    known: Draw = current_app.extensions["floke_drawn"]
    spoken, root = language(), request.script_root

    def draw(template: str, macro: str, *values: Hashable) -> Markup:
        return known(spoken, root, template, macro, *values)

    return draw


def init_app(app: Flask) -> None:
    # Typed, because a yes and a 1 are equal and do not look the same.
    @lru_cache(maxsize=REMEMBERED, typed=True)
    def drawn(_language: str, _root: str, template: str, macro: str, *values: Hashable) -> Markup:
        made = getattr(app.jinja_env.get_template(template).module, macro)
        return Markup(made(*values))  # noqa: S704 - what a macro returns has been escaped

    app.extensions["floke_drawn"] = drawn
    app.add_template_global(drawing)
