"""Web pages: the same words as the other formats, made so that everybody can read them, with nothing from outside."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from assurance_app.documents.check_html import check_html
from assurance_app.documents.formats import write_document, write_fragment
from assurance_app.documents.html import write_html
from assurance_app.domain.content import ContentTree, Heading, Paragraph, Table, spoken_text
from assurance_app.domain.disclosure import Audience
from assurance_app.domain.refusal import Refused
from assurance_app.files.docx_text import docx_text
from assurance_app.files.html_page import html_page
from assurance_app.paths import html_templates
from tests.fixtures.documents import statement


@pytest.fixture
def page(tmp_path: Path) -> Path:
    return write_document(statement(), "html", tmp_path, "statement")


def _levels(path: Path) -> list[int]:
    return [int(said.tag[1]) for said in html_page(path).texts if re.fullmatch(r"h\d", said.tag)]


def test_it_says_the_same_words_in_the_same_order_as_word(page: Path, tmp_path: Path) -> None:
    def words(texts: list[str]) -> list[str]:
        return " ".join(texts).split()

    said = words([text.text for text in html_page(page).texts if text.tag != "title"])
    word = docx_text(write_document(statement(), "docx", tmp_path, "statement"))
    wanted = words([paragraph.text for paragraph in word.paragraphs])
    start = said.index(wanted[0])
    assert said[start : start + len(wanted)] == wanted


def test_a_page_is_whole_and_accessible(page: Path) -> None:
    found = html_page(page)
    assert found.language == "en-GB"
    assert [said.text for said in found.texts if said.tag == "title"] == [statement().title]
    levels = _levels(page)
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    landmarks = [tag for tag in found.elements if tag in ("header", "nav", "main", "footer")]
    assert landmarks == ["main", "nav", "footer"]
    assert found.links[0] == "#content"
    assert all(link.removeprefix("#") in found.ids for link in found.links)
    tables = [block for block in statement().blocks if isinstance(block, Table)]
    assert [said.text for said in found.texts if said.tag == "caption"] == [table.caption for table in tables]
    assert {said.scope for said in found.texts if said.tag == "th"} == {"col", "row"}
    assert (found.outside, found.stray) == ([], [])
    assert "OFFICIAL" not in page.read_text(encoding="utf-8")


def test_a_page_that_is_not_public_carries_its_marking_above_and_below(tmp_path: Path) -> None:
    tree = statement(audience=Audience.OFFICE, marking="OFFICIAL-SENSITIVE", signed_on="12 May 2026")
    for path, times in ((write_document(tree, "html", tmp_path, "x"), 2), (write_fragment(tree, tmp_path, "x"), 1)):
        assert [said.text for said in html_page(path).texts].count("OFFICIAL-SENSITIVE") == times


def test_a_fragment_has_no_page_around_it_and_leaves_the_first_heading_to_the_page_it_goes_into(
    tmp_path: Path,
) -> None:
    path = write_fragment(statement(), tmp_path, "statement")
    assert path.name == "statement-fragment.html"
    found = html_page(path)
    assert found.elements[0] == "article"
    assert not {"html", "head", "body", "style", "main", "h1"} & set(found.elements)
    assert _levels(path)[0] == 2
    assert found.language == "en-GB"
    texts = [said.text for said in found.texts]
    assert all(any(text in said for said in texts) for text in spoken_text(statement()))


def test_two_fragments_can_stand_on_one_page(tmp_path: Path) -> None:
    one, other = statement(), replace(statement(), title="The short statement")
    names = [
        set(re.findall(r' id="([^"]+)"', write_fragment(tree, tmp_path, stem).read_text(encoding="utf-8")))
        for tree, stem in ((one, "one"), (other, "other"))
    ]
    assert all(names)
    assert not names[0] & names[1]
    assert not {"contents", "content", "part-0"} & (names[0] | names[1]), "the page around it has such names too"
    again = write_fragment(one, tmp_path, "again").read_text(encoding="utf-8")
    assert set(re.findall(r' id="([^"]+)"', again)) == names[0]


def _spoil(old: str, new: str) -> Callable[[str], str]:
    return lambda text: text.replace(old, new, 1)


@pytest.mark.parametrize(
    "spoil",
    [
        _spoil("Mutual aid", "Mutual AID"),
        _spoil("<p ", "<p hidden "),
        _spoil("<p ", '<p style="display: none" '),
        _spoil("<p ", '<p style="overflow-x: auto; background: url(x)" '),
        _spoil("</main>", "<p>More</p></main>"),
        _spoil("</main>", "More</main>"),
        _spoil("</main>", "<!-- note --></main>"),
        _spoil("</main>", "<script>x()</script></main>"),
        _spoil("</main>", '<img src="https://example.org/x.png" alt=""></main>'),
        _spoil("<style>", "<style>@import 'x.css';"),
        _spoil("<h3", "<h4"),
        _spoil('scope="col"', 'scope="row"'),
        _spoil(' scope="row"', ""),
        _spoil('lang="en-GB"', 'lang="fr"'),
        _spoil('href="#part-0"', 'href="#gone"'),
        _spoil('id="part-0"', 'id="content"'),
        _spoil("<main", "<div"),
        _spoil('name="author" content="', 'name="author" content="x'),
        _spoil("<title>", "<title>x"),
    ],
)
def test_a_page_that_differs_is_found_out(page: Path, spoil: Callable[[str], str]) -> None:
    check_html(statement(), page)
    text = page.read_text(encoding="utf-8")
    page.write_text(spoil(text), encoding="utf-8")
    assert page.read_text(encoding="utf-8") != text
    with pytest.raises(Refused) as caught:
        check_html(statement(), page)
    assert caught.value.code == "document.differs"


def test_a_file_that_is_no_page_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.html").write_bytes(b"\xff\xfe\xff")
    for name, code in (("none.html", "file.missing"), ("x.html", "file.unreadable")):
        with pytest.raises(Refused) as caught:
            html_page(tmp_path / name)
        assert caught.value.code == code


def test_line_breaks_are_kept_and_the_title_stands_on_one_line(tmp_path: Path) -> None:
    tree = ContentTree("A\ntitle", "", "A & B", Audience.PUBLIC, "", "", (Heading(1, "One"), Paragraph("a\n\nb <b>")))
    path = tmp_path / "x.html"
    write_html(tree, path)
    text = path.read_text(encoding="utf-8")
    assert "a<br><br>b &lt;b&gt;" in text
    assert "<title>A title</title>" in text
    assert 'content="A &amp; B"' in text


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_every_colour_of_words_stands_out_from_its_ground_in_light_dark_and_print() -> None:
    style = (html_templates() / "style.css").read_text(encoding="utf-8")
    looks = [dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6})", line)) for line in style.splitlines() if "--ink:" in line]
    assert len(looks) == 3
    for look in looks:
        for words in ("ink", "second", "accent"):
            for ground in ("ground", "band"):
                one, other = sorted((_luminance(look[words]), _luminance(look[ground])), reverse=True)
                assert (one + 0.05) / (other + 0.05) >= 4.5, (words, ground)
