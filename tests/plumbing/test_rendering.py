"""Templates in the reader's language: fixed words are put in when a template is compiled, values when it is shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask, render_template_string
from flask_babel import force_locale
from jinja2 import DictLoader

from app.plumbing.headers import StaticFiles


def shown(app: Flask, language: str, template: str, **values: object) -> str:
    with app.test_request_context(), force_locale(language):
        return app.jinja_env.get_template(template).render(**values)


@pytest.fixture
def templates(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    pages = {
        "word.html": "{{ _('Initiatives') }} {{ {'label': _('Phase')}['label'] }}",
        "inner.html": "{% macro m() %}{{ _('Sign in') }}{% endmacro %}",
        "outer.html": "{% from 'inner.html' import m %}{% include 'word.html' %} {{ m() }}",
        "values.html": "{{ _('Page %(number)s of %(last)s', number=number, last='<9>') }}",
        "variable.html": "{{ _(sentence) }}",
        "percent.html": "{{ _('100 %% of') }}",
    }
    monkeypatch.setattr(app.jinja_env, "loader", DictLoader(pages))
    monkeypatch.setattr(app.jinja_env, "_by_language", {})
    return app


def test_each_reader_sees_their_own_language_whoever_came_first(templates: Flask) -> None:
    assert shown(templates, "nb", "word.html") == "Tiltak Fase"
    assert shown(templates, "en", "word.html") == "Initiatives Phase"
    assert shown(templates, "nb", "word.html") == "Tiltak Fase"


def test_what_a_template_includes_and_imports_is_in_the_same_language(templates: Flask) -> None:
    assert shown(templates, "nb", "outer.html") == "Tiltak Fase Logg inn"
    assert shown(templates, "en", "outer.html") == "Initiatives Phase Sign in"


def test_values_are_put_in_late_and_escaped(templates: Flask) -> None:
    assert shown(templates, "en", "values.html", number="<b>") == "Page &lt;b&gt; of &lt;9&gt;"


def test_a_sentence_that_is_a_variable_is_translated_when_shown(templates: Flask) -> None:
    assert shown(templates, "nb", "variable.html", sentence="Initiatives") == "Tiltak"
    assert shown(templates, "en", "variable.html", sentence="Initiatives") == "Initiatives"


def test_a_doubled_per_cent_sign_is_one(templates: Flask) -> None:
    assert shown(templates, "en", "percent.html") == "100 % of"


def test_a_template_out_of_a_string_still_has_words(app: Flask) -> None:
    with app.test_request_context(), force_locale("nb"):
        assert render_template_string("{{ _('Initiatives') }}") == "Tiltak"


def test_a_static_address_follows_the_path_a_proxy_puts_us_below(app: Flask) -> None:
    files = StaticFiles(Path(app.static_folder or ""))
    with app.test_request_context("/"):
        plain = files.url("floke/page.css")
    with app.test_request_context("/", base_url="http://localhost/floke-at-work"):
        below = files.url("floke/page.css")

    assert plain.startswith("/static/floke/page.css?v=")
    assert below == f"/floke-at-work{plain}"
