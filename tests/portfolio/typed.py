"""What a browser makes of a page: the form as it would be sent back, and the errors one reads."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

Typed = dict[str, Any]


def filled(page: str) -> Typed:
    """What a browser would send back from the page's own form: every input as it stands."""
    form = page[page.index('<form class="form"') : page.index("</main>")]
    sent: Typed = {}
    for tag in re.findall(r"<input [^>]*>", form):
        found = {name: unescape(value) for name, value in re.findall(r'([\w-]+)="([^"]*)"', tag)}
        if found.get("type") == "checkbox" and not re.search(r"\schecked\b", tag):
            continue
        sent[found["name"]] = found.get("value", "y")
    for name, words in re.findall(r'<textarea [^>]*name="(\w+)"[^>]*>(.*?)</textarea>', form, re.DOTALL):
        sent[name] = unescape(words).strip("\r\n")
    for name, options in re.findall(r'<select [^>]*name="(\w+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option selected value="([^"]*)"', options)
        sent[name] = chosen.group(1) if chosen else ""
    return sent


def errors(page: str) -> list[str]:
    return [unescape(re.sub(r"<[^>]+>", "", found)).strip() for found in re.findall(r"<li>(.*?)</li>", page, re.DOTALL)]
