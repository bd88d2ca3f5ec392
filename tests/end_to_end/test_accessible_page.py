"""The statement as a web page, judged by axe-core in Chromium: every length and audience, as a page and as the fragment
in a plain page of somebody else's, light and dark, wide and as narrow as a telephone.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assurance_app.application.outputs import make_statement
from assurance_app.application.workspaces import the_cycle
from assurance_app.documents.formats import write_document, write_fragment
from assurance_app.domain.disclosure import Audience
from assurance_app.domain.statement import Length
from tests.fixtures.browser import Browser, Look, Seen, browser
from tests.fixtures.documents import statement
from tests.fixtures.samples import sample_workspace

pytestmark = [pytest.mark.readers, pytest.mark.xdist_group("browser")]

WIDE, DARK, NARROW, NARROW_DARK = Look(), Look(dark=True), Look(320), Look(320, dark=True)
MADE = {
    "short": (Audience.PUBLIC, Length.SHORT),
    "public": (Audience.PUBLIC, Length.STANDARD),
    "panel": (Audience.PANEL, Length.STANDARD),
    "record": (Audience.OFFICE, Length.FULL),
}
EVERY_BLOCK = "every-block"
"""A document with each kind of block, long table and room to sign, which no sample has all at once."""
# A page of the office's website, as plain as can be, that follows the reader's choice of light or dark.
HOST = """<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>Our publications</title>
<style>body {{ background: Canvas; color: CanvasText; }}</style></head>
<body><main><h1>Our publications</h1>
{fragment}
</main></body></html>
"""


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("profile")) as running:
        yield running


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The pages by name, and each fragment in its host under the name with “-fragment”."""
    folder = tmp_path_factory.mktemp("pages")
    written: dict[str, tuple[Path, ...]] = {}
    with sample_workspace(folder / "sample.assurance", author="A. Officer") as workspace:
        cycle = the_cycle(workspace).id
        for name, (audience, length) in MADE.items():
            written[name] = make_statement(workspace, cycle, audience, ("html",), folder / name, length)
    tree = statement(audience=Audience.OFFICE, marking="OFFICIAL-SENSITIVE")
    written[EVERY_BLOCK] = (write_document(tree, "html", folder, "every"), write_fragment(tree, folder, "every"))
    found: dict[str, Path] = {}
    for name, (page, fragment) in written.items():
        host = fragment.with_suffix(".host.html")
        host.write_text(HOST.format(fragment=fragment.read_text(encoding="utf-8")), encoding="utf-8")
        found |= {name: page, f"{name}-fragment": host}
    return found


def _faults(seen: Seen, look: Look) -> list[str]:
    """What is wrong. A narrow window hides parts of a wide table, whose colours axe-core then leaves undecided: they
    are those of the wide window, where nothing may be left open.
    """
    faults = [*seen.violations, *(() if look.width == NARROW.width else seen.undecided)]
    return faults + ([f"the page is {seen.wide} pixels too wide"] if seen.wide > 0 else [])


@pytest.mark.parametrize("look", [WIDE, DARK, NARROW], ids=["light", "dark", "narrow"])
@pytest.mark.parametrize("name", [*MADE, EVERY_BLOCK])
def test_a_page_has_no_fault(chromium: Browser, pages: dict[str, Path], name: str, look: Look) -> None:
    seen = chromium.look(pages[name], look)
    assert _faults(seen, look) == []
    # What would be silent where axe-core had not looked at all.
    assert {"color-contrast", "heading-order", "region", "html-has-lang", "document-title"} <= seen.passed


@pytest.mark.parametrize("look", [WIDE, NARROW_DARK], ids=["light", "narrow and dark"])
@pytest.mark.parametrize("name", [*MADE, EVERY_BLOCK])
def test_a_fragment_brings_no_fault_into_a_plain_page(
    chromium: Browser, pages: dict[str, Path], name: str, look: Look
) -> None:
    seen = chromium.look(pages[f"{name}-fragment"], look)
    assert _faults(seen, look) == []
    assert {"color-contrast", "heading-order"} <= seen.passed


@pytest.mark.parametrize(
    ("old", "new", "look", "fault"),
    [
        ("</article>", '<img src="data:,"></article>', WIDE, "image-alt "),
        ("<h2", '<h4 id="skipped">Skipped</h4><h2', WIDE, "heading-order "),
        ("--ink: #1b1f24", "--ink: #a0a0a0", WIDE, "color-contrast "),
        ("--ink: #e8edf2", "--ink: #505050", DARK, "color-contrast "),
        (' lang="en-GB"', "", WIDE, "html-has-lang "),
        ("<main ", '<div role="presentation" ', WIDE, "landmark-one-main "),
        (' scope="row"', ' scope="rows"', WIDE, "scope-attr-valid "),
        (' tabindex="0"', "", NARROW, "scrollable-region-focusable "),
        ("</article>", '<p style="width: 400px">Wide</p></article>', NARROW, "the page is "),
        (
            "</article>",
            '<a href="#content" style="font-size: 6px">a</a> <a href="#part-0">b</a></article>',
            WIDE,
            "target-size ",
        ),
    ],
)
def test_a_fault_would_be_found(
    chromium: Browser, pages: dict[str, Path], tmp_path: Path, old: str, new: str, look: Look, fault: str
) -> None:
    text = pages["public"].read_text(encoding="utf-8")
    assert old in text
    spoilt = tmp_path / "spoilt.html"
    spoilt.write_text(text.replace(old, new), encoding="utf-8")
    assert any(said.startswith(fault) for said in _faults(chromium.look(spoilt, look), look))
