"""What is put into a page is escaped, as the library escapes it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from flask import Flask, render_template_string
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from app.people.rules import Role
from app.plumbing.rendering import piece


@given(st.text())
def test_text_is_escaped_as_by_the_library(text: str) -> None:
    assert piece(text) == str(escape(text))


@pytest.mark.parametrize(
    "value", [Markup("<b>bold</b>"), 12, True, None, Decimal("1.5"), Role.ADMINISTRATOR, ["<"], ("&",)]
)
def test_everything_else_too(value: object) -> None:
    assert piece(value) == str(escape(value))


def test_a_page_escapes_what_somebody_typed(app: Flask) -> None:
    with app.test_request_context():
        said = render_template_string(
            "{% macro said(x) %}{{ x }}{% endmacro %}{{ said(typed) }}|{{ typed }}|{{ own }}|{{ typed|length }}",
            typed="<script>'&\"", own=Markup("<i>"),
        )  # fmt: skip

    assert said == "&lt;script&gt;&#39;&amp;&#34;|&lt;script&gt;&#39;&amp;&#34;|<i>|11"
