"""Fetch the front-end files that the repository carries, and check that they are what was fetched.

``python tools/vendor.py`` packs every package below at its pinned version (npm must be installed), refuses a
tarball whose integrity differs from the one written last time, and writes the files we use and a manifest.
``python tools/vendor.py --check`` reads nothing but the repository and fails if a file is missing, altered or
unlisted. ``python tools/vendor.py --theme`` builds our colours from ``tools/theme.json`` again.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "app" / "plumbing" / "static"
VENDOR = STATIC / "vendor"
MANIFEST = VENDOR / "manifest.json"
THEME = STATIC / "floke" / "theme.css"
THEME_SOURCE = ROOT / "tools" / "theme.json"
DESIGN_TOKENS_CLI = "@digdir/designsystemet@1.15.0"

#: The icons of the sprite. Names are Aksel's; macros/icons.html shows them.
ICONS = (
    "ArrowDown", "ArrowLeft", "ArrowRight", "ArrowUp", "ArrowsUpDown", "BarChart", "Bell", "Calendar",
    "Chat", "Checkmark", "CheckmarkCircle", "ChevronDown", "ChevronLeft", "ChevronRight", "ChevronUp",
    "Clock", "ClockDashed", "Cog", "Download", "ExclamationmarkTriangle", "ExternalLink", "File",
    "FileExport", "Filter", "Globe", "Information", "Leave", "Link", "MagnifyingGlass", "MenuHamburger",
    "Moon", "PadlockLocked", "Pencil", "Person", "PersonCircle", "PersonGroup", "Plus", "PrinterSmall",
    "QuestionmarkCircle", "SortDown", "SortUp", "Sun", "Table", "Tasklist", "Trash", "XMark",
)  # fmt: skip

MIT = """MIT License

Copyright (c) {holder}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and
associated documentation files (the "Software"), to deal in the Software without restriction,
including without limitation the rights to use, copy, modify, merge, publish, distribute,
sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial
portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT
NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND
NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES
OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN
CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""

Derivation = Callable[[Path], bytes]


class VendorError(Exception):
    """A vendored file is not what it should be, or cannot be fetched; the message says which and why."""


@dataclass(frozen=True)
class Package:
    """One npm package: ``copies`` are taken as they are, ``derived`` are made from its unpacked folder."""

    name: str
    version: str
    licence: str
    folder: str
    copies: Mapping[str, str] = field(default_factory=dict)
    derived: Mapping[str, Derivation] = field(default_factory=dict)


def icon_sprite(package: Path) -> bytes:
    """One SVG with a symbol per icon in ICONS."""
    symbols = []
    for name in ICONS:
        drawing = (package / "dist" / "svg" / f"{name}.svg").read_text(encoding="utf-8")
        inside = re.search(r"<svg[^>]*>(.*)</svg>", drawing, re.DOTALL)
        if inside is None:
            raise VendorError(f"{name}.svg is not an SVG drawing")
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24" fill="none">{inside[1].strip()}</symbol>')
    return ('<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n").encode()


def plotly_styles(package: Path) -> bytes:
    """The rules that Plotly would write into the page itself, which our content security policy forbids."""
    bundle = (package / "plotly-cartesian.min.js").read_text(encoding="utf-8")
    table = re.search(r'=\{("X,X div":.*?)\};', bundle, re.DOTALL)
    if table is None:
        raise VendorError("Plotly's table of styles was not found: the bundle has changed, look for 'X,X div'")
    pairs = re.findall(r'"((?:[^"\\]|\\.)*)":(?:"((?:[^"\\]|\\.)*)"|\'((?:[^\'\\]|\\.)*)\')', table[1])
    if len(pairs) < 50:
        raise VendorError(f"only {len(pairs)} of Plotly's styles were understood")
    rules = [
        selector.replace("X", ".js-plotly-plot .plotly").replace("Y", ".plotly-notifier")
        + "{"
        + (double or single)
        + "}"
        for selector, double, single in pairs
    ]
    return ("/* Taken out of plotly.js; see tools/vendor.py. */\n" + "\n".join(rules) + "\n").encode()


def plotly_locale(package: Path) -> bytes:
    """The Norwegian locale, written for Node, wrapped so that a page can load it after the bundle."""
    source = (package / "no.js").read_text(encoding="utf-8")
    return f"(function () {{\nvar module = {{}};\n{source}\nPlotly.register(module.exports);\n}})();\n".encode()


def inter_styles(package: Path) -> bytes:
    """The two Latin font faces; the browser fetches the extended one only when a page needs it."""
    source = (package / "wght.css").read_text(encoding="utf-8")
    faces = re.findall(r"/\* (inter-latin(?:-ext)?-wght-normal) \*/\s*(@font-face \{.*?\n\})", source, re.DOTALL)
    if len(faces) != 2:
        raise VendorError("the two Latin faces of Inter were not found")
    return ("\n".join(face.replace("./files/", "") for _, face in faces) + "\n").encode()


def nav_licence(package: Path) -> bytes:
    """The icon package names MIT but carries no text of it."""
    if json.loads((package / "package.json").read_text(encoding="utf-8"))["license"] != "MIT":
        raise VendorError("the icons are no longer under MIT")
    return MIT.format(holder="Arbeids- og velferdsdirektoratet (Nav)").encode()


PACKAGES = (
    Package(
        "@digdir/designsystemet-css", "1.22.0", "MIT", "designsystemet",
        copies={"dist/src/index.css": "designsystemet.css", "LICENSE": "LICENSE"},
    ),
    Package(
        "htmx.org", "4.0.1", "0BSD", "htmx",
        copies={"dist/htmx.min.js": "htmx.min.js", "LICENSE": "LICENSE"},
    ),
    Package(
        "plotly.js-cartesian-dist-min", "4.1.1", "MIT", "plotly",
        copies={"plotly-cartesian.min.js": "plotly-cartesian.min.js", "LICENSE": "LICENSE"},
        derived={"plotly.css": plotly_styles},
    ),
    Package(
        "plotly.js-locales", "3.7.0", "MIT", "plotly",
        copies={"LICENSE": "LICENSE.locales"},
        derived={"locale-no.js": plotly_locale},
    ),
    Package(
        "@navikt/aksel-icons", "8.16.2", "MIT", "aksel-icons",
        derived={"sprite.svg": icon_sprite, "LICENSE": nav_licence},
    ),
    Package(
        "@fontsource-variable/inter", "5.3.0", "OFL-1.1", "inter",
        copies={
            "files/inter-latin-wght-normal.woff2": "inter-latin-wght-normal.woff2",
            "files/inter-latin-ext-wght-normal.woff2": "inter-latin-ext-wght-normal.woff2",
            "LICENSE": "LICENSE",
        },
        derived={"inter.css": inter_styles},
    ),
)  # fmt: skip


def sha384(content: bytes) -> str:
    """The digest in the form of Subresource Integrity."""
    return "sha384-" + base64.b64encode(hashlib.sha384(content).digest()).decode()


def read_manifest() -> dict[str, Any]:
    """The manifest as written last time; an empty one before the first."""
    if not MANIFEST.exists():
        return {"packages": []}
    manifest: dict[str, Any] = json.loads(MANIFEST.read_text(encoding="utf-8"))
    return manifest


def fetch(package: Package, into: Path, known_integrity: str | None) -> tuple[Path, str]:
    """Unpack the tarball: its folder and integrity. Refuses one that differs from the known integrity."""
    into.mkdir(parents=True)
    answer = subprocess.run(
        ["npm", "pack", f"{package.name}@{package.version}", "--json", "--pack-destination", str(into)],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    tarball = next(into.glob("*.tgz"), None)
    if tarball is None:
        raise VendorError(f"npm packed nothing for {package.name}: {answer.stderr.strip()}")
    integrity = "sha512-" + base64.b64encode(hashlib.sha512(tarball.read_bytes()).digest()).decode()
    if known_integrity is not None and integrity != known_integrity:
        raise VendorError(f"{package.name} {package.version} is not the tarball that was fetched before")
    with tarfile.open(tarball) as archive:
        archive.extractall(into, filter="data")
    return into / "package", integrity


def refresh() -> None:
    """Fetch every package again and write files and manifest."""
    known = {(p["name"], p["version"]): p["integrity"] for p in read_manifest()["packages"]}
    listed = []
    with tempfile.TemporaryDirectory() as temporary:
        for number, package in enumerate(PACKAGES):
            place = Path(temporary) / str(number)
            unpacked, integrity = fetch(package, place, known.get((package.name, package.version)))
            contents = {target: (unpacked / source).read_bytes() for source, target in package.copies.items()}
            contents |= {target: derive(unpacked) for target, derive in package.derived.items()}
            files = {}
            for target, content in sorted(contents.items()):
                path = VENDOR / package.folder / target
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
                files[f"{package.folder}/{target}"] = sha384(content)
            listed.append(
                {
                    "name": package.name,
                    "version": package.version,
                    "licence": package.licence,
                    "integrity": integrity,
                    "files": files,
                }
            )
    MANIFEST.write_text(json.dumps({"packages": listed}, indent=2) + "\n", encoding="utf-8")


def problems(vendor: Path = VENDOR) -> list[str]:
    """What is wrong with the vendored files, one sentence each; empty when all is as fetched. Offline."""
    manifest = json.loads((vendor / "manifest.json").read_text(encoding="utf-8"))
    expected: dict[str, str] = {}
    found = []
    for package in manifest["packages"]:
        expected |= package["files"]
        if not any(name.rsplit("/", 1)[-1].startswith("LICENSE") for name in package["files"]):
            found.append(f"{package['name']} has no licence text beside it")
    pinned = {(package.name, package.version) for package in PACKAGES}
    written = {(package["name"], package["version"]) for package in manifest["packages"]}
    found += [f"{name} {version} is pinned but not fetched" for name, version in sorted(pinned - written)]
    found += [f"{name} {version} is listed but not pinned" for name, version in sorted(written - pinned)]
    present = {path.relative_to(vendor).as_posix() for path in vendor.rglob("*") if path.is_file()}
    found += [f"{name} is not in the manifest" for name in sorted(present - expected.keys() - {"manifest.json"})]
    for name, digest in sorted(expected.items()):
        if name not in present:
            found.append(f"{name} is missing")
        elif sha384((vendor / name).read_bytes()) != digest:
            found.append(f"{name} has been altered")
    return found


def only_on_screen(css: str) -> str:
    """Keep the dark colours off paper: a page printed from the dark scheme uses the light one."""
    css = css.replace("@media (prefers-color-scheme: dark)", "@media screen and (prefers-color-scheme: dark)")
    opening = '@layer ds.theme.color-scheme.dark {\n[data-color-scheme="dark"]'
    start = css.find(opening)
    if start < 0:
        raise VendorError("the dark scheme was not found in the generated theme")
    depth, position = 0, css.index("{", start)
    while True:
        depth += {"{": 1, "}": -1}.get(css[position], 0)
        position += 1
        if depth == 0:
            break
    return css[:start] + "@media screen {\n" + css[start:position] + "\n}" + css[position:]


def build_theme() -> None:
    """Our colours as Designsystemet's tokens, for light and dark, from the few in ``tools/theme.json``."""
    with tempfile.TemporaryDirectory() as temporary:
        cli = ["npx", "--yes", DESIGN_TOKENS_CLI, "tokens"]
        for step in (
            ["create", "--config", str(THEME_SOURCE), "--out-dir", "tokens"],
            ["build", "--tokens", "tokens", "--out-dir", "built"],
        ):
            subprocess.run([*cli, *step], check=True, cwd=temporary, stdout=subprocess.DEVNULL)
        THEME.write_text(only_on_screen((Path(temporary) / "built" / "floke.css").read_text("utf-8")), "utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description="Fetch or check the vendored front-end files.")
    chosen = parser.add_mutually_exclusive_group()
    chosen.add_argument("--check", action="store_true", help="verify the files offline")
    chosen.add_argument("--theme", action="store_true", help="build the colours from tools/theme.json")
    arguments = parser.parse_args()
    try:
        if arguments.theme:
            build_theme()
        elif not arguments.check:
            refresh()
        found = problems()
    except (VendorError, subprocess.CalledProcessError) as error:
        found = [str(error)]
    for problem in found:
        print(problem, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
