"""The mail as a browser shows it, at the width of a desk and of a phone."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.alertmanager.test_messages import CASES, Renderer, made_for, texts, ways
from tests.documents.browser import browse

WIDTHS = (600, 360)
_MEASURE = """\
<!DOCTYPE html><meta charset="utf-8"><body><script>
const pages = %s, found = {};
for (const [name, page] of Object.entries(pages)) for (const width of %s) {
  const frame = document.createElement("iframe");
  frame.style.cssText = `width:${width}px;height:900px;border:0`;
  frame.sandbox = "allow-same-origin";
  frame.srcdoc = page;
  frame.onload = () => {
    const inside = frame.contentDocument;
    const links = [...inside.querySelectorAll("a")].filter(link => ["Dashboard", "Runbook"].includes(link.textContent));
    found[`${name} at ${width}`] = {
      wide: inside.documentElement.scrollWidth,
      loads: inside.querySelectorAll("img, script, link, iframe").length,
      first: inside.querySelector("p").getBoundingClientRect().top,
      lowest: Math.min(...links.map(link => link.getBoundingClientRect().height)),
    };
    document.title = JSON.stringify(found);
  };
  document.body.append(frame);
}
</script>"""


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, float | None]]:
    """How wide each mail is at each width, what it loads, where its first line is, and how low its lowest link."""
    folder: Path = tmp_path_factory.mktemp("mail")
    made, render = made_for("email"), Renderer(folder, "0.33")
    page = {"html": texts(ways(made))["html"]}
    pages = {case: render(made, page, data)["html"] for case, data in CASES.items()}
    shown = json.dumps(pages).replace("</", "<\\/")
    (folder / "measure.html").write_text(_MEASURE % (shown, list(WIDTHS)), "utf-8")
    page_of = browse(folder / "measure.html", folder, "--virtual-time-budget=20000", "--dump-dom")
    title = re.search("<title>(.*?)</title>", page_of)
    assert title is not None
    found: dict[str, dict[str, float | None]] = json.loads(title[1])
    return found


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("case", CASES)
def test_a_mail_fits_its_reader(case: str, width: int, measured: dict[str, dict[str, float | None]]) -> None:
    """No scrolling aside, nothing fetched, the first line at the top, and links that a thumb can hit."""
    found = measured[f"{case} at {width}"]
    wide, first, lowest = found["wide"], found["first"], found["lowest"]
    assert wide is not None
    assert wide <= width
    assert found["loads"] == 0
    assert first is not None
    assert first < 40
    assert lowest is None or lowest >= 32  # no links in some
