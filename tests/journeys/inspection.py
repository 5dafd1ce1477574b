"""Looking a page over: what axe finds, what sticks out sideways, and whether colours can be told apart."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Page

AXE = Axe()

# Of axe's rules only these see the colours: once is enough for the others.
OF_COLOUR = ("color-contrast", "link-in-text-block")

# A colour on its way to another is neither.
SETTLED = """() => Promise.allSettled(document.getAnimations()
  .filter((animation) => animation.effect.getComputedTiming().iterations !== Infinity)
  .map((animation) => animation.finished))"""

# The first element that reaches past the right edge without a frame of its own to scroll in.
STICKS_OUT = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return null;
  const framed = (element) => {
    for (let around = element.parentElement; around; around = around.parentElement) {
      if (getComputedStyle(around).overflowX !== "visible") return true;
    }
    return false;
  };
  const far = Array.from(document.body.querySelectorAll("*")).find(
    (element) => element.getBoundingClientRect().right > width + 1 && !framed(element));
  return `${document.documentElement.scrollWidth} > ${width}: ${far ? far.outerHTML.slice(0, 200) : "?"}`;
}"""


def violations(page: Page, *, only: Sequence[str] = ()) -> list[str]:
    """What axe holds against the page: «rule: element», with contrast numbers. ``only``: the rules to try."""
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    if only:
        options["runOnly"] = {"type": "rule", "values": list(only)}
    page.evaluate(SETTLED)
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.axe_script)
    found = page.evaluate("(options) => axe.run(options).then((results) => results.violations)", options)
    return [
        f"{rule['id']}: {node['html'][:200]} ({said(node)})"
        for rule in found
        for node in rule["nodes"][:3]
    ]  # fmt: skip


def said(node: dict[str, Any]) -> str:
    return " ".join(check["message"] for kind in ("any", "all", "none") for check in node[kind])[:300]


def overflow(page: Page, widths: Sequence[int] = (390, 1366, 1920)) -> list[str]:
    """Where the page would have to be scrolled sideways. Leaves it at the last width."""
    found = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        deadline = time.monotonic() + 3
        # A figure follows the window a moment later.
        while (sticks := page.evaluate(STICKS_OUT)) and time.monotonic() < deadline:
            page.wait_for_timeout(100)
        if sticks:
            found.append(f"at {width} px {sticks}")
    return found
