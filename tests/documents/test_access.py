"""Everybody can read the pages: the rules of axe (WCAG 2.2 AA), in Chromium, wide and narrow, by day and by night."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from nines.change.declared import Declared
from nines.emit.documents.html import html
from nines.emit.redline import redlines_html
from nines.emit.sheets import html as call_html
from nines.plan.documents import documents
from nines.plan.documents.inline import say
from nines.plan.redline.build import redlines
from nines.plan.redline.model import Compared
from nines.plan.sheets import Unknown, sheet
from tests.boards.drawn import SHOP, drawn
from tests.documents.browser import browse
from tests.documents.changed import CAP, NEXT, changed
from tests.documents.contracts import document_of, five, shop
from tests.documents.own import worded
from tests.documents.test_redline import TOLD
from tests.sheets.test_sheet import customer, stands

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

BESIDES = (Declared("project", ("scrape every 15s",), ("scrape every 30s",), None, None),)

FRAME = """<!doctype html>
<html lang="en"><head><title>A page</title></head><body style="margin: 0">
<iframe title="The page" style="width: {width}px; height: 900px; border: 0"></iframe>
<script>
document.querySelector("iframe").srcdoc = decodeURIComponent("{page}");
</script></body></html>
"""

RUN = """<script>
axe.run(document, {{ runOnly: {{ type: "tag", values: {tags} }}, resultTypes: ["violations"] }}).then(found => {{
  const told = {{
    width: document.documentElement.clientWidth,
    dark: matchMedia("(prefers-color-scheme: dark)").matches,
    passed: found.passes.map(rule => rule.id),
    violations: found.violations.map(rule => [rule.id, rule.nodes.map(node => node.html.slice(0, 160))]),
  }};
  parent.document.documentElement.dataset.found = encodeURIComponent(JSON.stringify(told));
}});
</script>"""


@cache
def axe() -> str:
    """The rules, as one script."""
    found = find_spec("axe_playwright_python")
    assert found is not None
    assert found.origin is not None
    return (Path(found.origin).parent / "axe.min.js").read_text("utf-8")


@cache
def pages() -> dict[str, str]:
    own = documents(worded())
    differing = redlines(changed(), changed(NEXT, (CAP, CAP.replace("50%", "40%"))), TOLD)
    call = sheet(customer("acme"), drawn(SHOP).contract)
    return {
        "a call sheet": call_html(call, stands("acme"), None),
        "a call sheet that knows nothing": call_html(call, Unknown(say(call.t.CALL_NOT_ASKED)), None),
        "the contract for everybody": html(document_of(shop(), "platform"), None),
        "a contract in English": html(document_of(shop(), "globex"), None),
        "a contract in German": html(document_of(shop(), "lindenhof"), None),
        "points and rewards": html(document_of(five(), "rhea-registry"), None),
        "own clauses and a logo": html(next(document for document in own if document.name == "acme"), None),
        "a redline": redlines_html(Compared(differing, BESIDES)),
    }


def tried(page: str, width: int, folder: Path, *, dark: bool) -> dict[str, Any]:
    """What axe finds on a page of a width."""
    script = (
        f"<script>{axe().replace('</script', '<' + chr(92) + '/script')}</script>{RUN.format(tags=json.dumps(TAGS))}"
    )
    whole = page.replace("</body>", f"{script}</body>")
    frame = folder / "frame.html"
    quoted = "".join(f"%{byte:02X}" for byte in whole.encode())
    frame.write_text(FRAME.format(width=width, page=quoted), "utf-8")
    scheme = "0" if dark else "1"
    shown = browse(
        frame,
        folder,
        *("--hide-scrollbars", "--virtual-time-budget=60000", f"--window-size={width + 40},1000"),
        *(f"--blink-settings=preferredColorScheme={scheme}", "--dump-dom"),
    )
    measured = re.search(r'data-found="([^"]*)"', shown)
    assert measured is not None, "axe did not come to an end"
    found: dict[str, Any] = json.loads(unquote(measured[1]))
    return found


@pytest.mark.parametrize(("width", "dark"), [(1440, False), (390, True), (320, False)])
@pytest.mark.parametrize("name", pages())
def test_no_rule_is_broken(name: str, width: int, dark: bool, tmp_path: Path) -> None:
    found = tried(pages()[name], width, tmp_path, dark=dark)
    assert (found["width"], found["dark"]) == (width, dark)
    assert found["violations"] == []
    assert {"color-contrast", "document-title", "html-has-lang", "region", "heading-order"} <= set(found["passed"])


def test_a_broken_page_is_told(tmp_path: Path) -> None:
    """So that the test above can fail."""
    page = pages()["a contract in English"].replace("--soft: #545a62", "--soft: #c5cad0").replace(' lang="en"', "")
    rules = {rule for rule, _ in tried(page, 1440, tmp_path, dark=False)["violations"]}
    assert {"color-contrast", "html-has-lang"} <= rules
