"""The front-end files that the repository carries are the ones that were fetched."""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "app" / "plumbing" / "static"
TEMPLATES = ROOT / "app" / "plumbing" / "templates" / "plumbing"


def load_vendor_tool() -> ModuleType:
    # The tool is a script outside the package, so it is loaded by its path.
    specification = importlib.util.spec_from_file_location("vendor_tool", ROOT / "tools" / "vendor.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    sys.modules["vendor_tool"] = module  # dataclasses look their module up by name
    specification.loader.exec_module(module)
    return module


vendor = load_vendor_tool()


@pytest.fixture
def copy_of_vendor(tmp_path: Path) -> Path:
    return Path(shutil.copytree(STATIC / "vendor", tmp_path / "vendor"))


def test_every_vendored_file_is_as_it_was_fetched() -> None:
    assert vendor.problems() == []


def test_an_altered_file_is_found(copy_of_vendor: Path) -> None:
    script = copy_of_vendor / "htmx" / "htmx.min.js"
    script.write_bytes(script.read_bytes() + b"\n")

    assert vendor.problems(copy_of_vendor) == ["htmx/htmx.min.js has been altered"]


def test_a_missing_and_an_unlisted_file_are_found(copy_of_vendor: Path) -> None:
    (copy_of_vendor / "inter" / "inter.css").rename(copy_of_vendor / "inter" / "other.css")

    assert vendor.problems(copy_of_vendor) == [
        "inter/other.css is not in the manifest",
        "inter/inter.css is missing",
    ]


def test_a_version_that_was_pinned_but_not_fetched_is_found(copy_of_vendor: Path) -> None:
    manifest = copy_of_vendor / "manifest.json"
    content = json.loads(manifest.read_text(encoding="utf-8"))
    content["packages"][1]["version"] = "4.0.0"
    manifest.write_text(json.dumps(content), encoding="utf-8")

    assert vendor.problems(copy_of_vendor) == [
        "htmx.org 4.0.1 is pinned but not fetched",
        "htmx.org 4.0.0 is listed but not pinned",
    ]


def test_every_icon_that_a_template_shows_is_in_the_sprite() -> None:
    shown = {
        name
        for template in (ROOT / "app").rglob("templates/**/*.html")
        for name in re.findall(r"\bicon\(\s*'(\w+)'", template.read_text(encoding="utf-8"))
    }

    assert shown
    assert shown <= set(vendor.ICONS)


def test_every_static_file_that_the_frame_links_exists() -> None:
    linked = {
        name
        for template in TEMPLATES.rglob("*.html")
        for name in re.findall(r"static_url\('([^']+)'\)", template.read_text(encoding="utf-8"))
    }

    assert linked
    assert [name for name in sorted(linked) if not (STATIC / name).is_file()] == []


def without_comments(template: str) -> str:
    return re.sub(r"\{#.*?#\}", "", template, flags=re.DOTALL)


def test_no_template_breaks_the_content_security_policy() -> None:
    """Inline styles, inline handlers and inline scripts are refused by the browser, so none may be written."""
    inline_script = r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>"
    forbidden = re.compile(rf"\sstyle=|\son[a-z]+=|<style|hx-on|{inline_script}")
    broken = {
        f"{template.relative_to(ROOT)}: {found[0]}"
        for template in (ROOT / "app").rglob("templates/**/*.html")
        if (found := forbidden.search(without_comments(template.read_text(encoding="utf-8"))))
    }

    assert broken == set()


def test_figures_may_never_be_sent_to_anyones_cloud() -> None:
    script = (STATIC / "floke" / "figures.js").read_text(encoding="utf-8")

    assert "showSendToCloud: false" in script
    assert 'plotlyServerURL: ""' in script
