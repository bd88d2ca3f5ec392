from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assurance_app.documents.excel import CELL_LIMIT, cell_parts, headers, sheet_names, units
from assurance_app.documents.layout import (
    block_paragraphs,
    column_shares,
    contents_entries,
    fact_label,
    footer_words,
    kept_with_next,
    numbered_blocks,
    page_words,
    signature_lines,
)
from assurance_app.documents.showable import certain, changed, name_of, named, uncertain
from assurance_app.domain.content import Bullets, Fact, Figure, Heading, Paragraph, SignatureBlock, Table, spoken_text
from assurance_app.domain.workbook import Column, Sheet, Workbook
from tests.fixtures.documents import statement
from tests.fixtures.pictures import captions, with_pictures


@given(
    st.lists(st.text(max_size=40), min_size=1, max_size=6).flatmap(
        lambda columns: st.tuples(
            st.just(tuple(columns)),
            st.lists(st.tuples(*[st.text(max_size=200)] * len(columns)), max_size=4).map(tuple),
            st.just(()) | st.tuples(*[st.integers(0, 9)] * len(columns)),
        )
    )
)
def test_the_columns_of_a_table_share_all_of_its_width(
    parts: tuple[tuple[str, ...], tuple[tuple[str, ...], ...], tuple[int, ...]],
) -> None:
    columns, rows, widths = parts
    shares = column_shares(Table("caption", columns, rows, widths=widths))
    assert len(shares) == len(columns)
    assert sum(shares) == pytest.approx(1)
    assert min(shares) > 0


def test_given_widths_are_kept() -> None:
    assert column_shares(Table("c", ("a", "b"), (), widths=(3, 1))) == (0.75, 0.25)


@pytest.mark.parametrize(("label", "shown"), [("Opinion", "Opinion:"), ("Why?", "Why?"), ("Seen:", "Seen:"), ("", "")])
def test_a_label_ends_in_one_mark(label: str, shown: str) -> None:
    assert fact_label(label) == shown


def test_every_word_of_the_content_is_in_what_formats_lay_out() -> None:
    tree = statement()
    laid_out = " ".join(text for block in tree.blocks for text in block_paragraphs(block))
    spoken = [text for text in spoken_text(tree) if text not in (tree.title, tree.subtitle, tree.status)]
    place = 0
    for text in spoken:
        found = laid_out.find(text, place)
        assert found >= place, text
        place = found


def test_the_contents_hold_two_levels_and_only_where_they_are_wanted() -> None:
    tree = statement()
    assert {level for level, _words in contents_entries(tree)} == {1, 2}
    assert contents_entries(changed(tree, str.upper))[0] == (1, "WHAT THIS STATEMENT IS")


def test_furniture_is_said_in_words_and_dates_are_written_out() -> None:
    assert "{}1{}9{}".format(*page_words()) == "Page 1 of 9"
    assert footer_words(statement()) == "Police and Crime Commissioner for Westmarch · 12 May 2026"


def test_lines_to_sign_on_stand_only_where_nobody_signed() -> None:
    assert len(signature_lines(SignatureBlock("A", "B", ""))) == 2
    assert signature_lines(SignatureBlock("A", "B", "12 May 2026")) == ()


def test_what_leads_to_a_signature_or_a_short_table_stays_with_it() -> None:
    tree = statement()
    kept = [block for block, stays in zip(tree.blocks, kept_with_next(tree), strict=True) if stays]
    assert sum(not isinstance(block, Fact) for block in kept) == 3


def test_what_leads_on_stays_and_no_chain_grows_longer_than_a_page() -> None:
    blocks = (
        Paragraph("Before a picture."),
        *with_pictures().blocks[2:4],
        Paragraph("Two things:"),
        Bullets(("one", "two")),
        Fact("What it changed", ""),
        Bullets(("three",)),
        Paragraph("The last words."),
        Heading(1, "Sign-off"),
        SignatureBlock("A", "B", ""),
    )
    tree = replace(statement(), blocks=blocks)
    kept = dict(zip(map(id, blocks), kept_with_next(tree), strict=True))
    stays = [at for at, block in enumerate(blocks) if kept[id(block)]]
    assert stays == [0, 3, 5, 7, 8]  # neither a picture nor a table holds on to what follows


def test_no_column_is_narrower_than_its_longest_word_while_there_is_room() -> None:
    columns = ("Requirement", "Paragraph", "Why")
    shares = column_shares(Table("c", columns, (("a", "117.j", "because"),), widths=(1, 1, 40)))
    assert sum(shares) == pytest.approx(1)
    assert all(share * 80 > len(word) for share, word in zip(shares, columns, strict=True))
    crowded = column_shares(Table("c", tuple("x" * 20 for _at in range(6)), (), widths=(1, 1, 1, 1, 1, 9)))
    assert crowded == pytest.approx((1 / 6,) * 6)  # no room for all: each as much as its words need


def test_pictures_are_numbered_in_order() -> None:
    tree = with_pictures()
    said = [block.caption for block in numbered_blocks(tree) if isinstance(block, Figure)]
    assert said == captions(tree)
    assert [block for block in numbered_blocks(tree) if not isinstance(block, Figure)] == [
        block for block in tree.blocks if not isinstance(block, Figure)
    ]


def test_names_stand_for_what_cannot_be_shown() -> None:
    assert name_of("😀") == "[grinning face]"
    assert name_of("👩‍👧") == "[woman, girl]"
    assert name_of("\u200d") == "[zero width joiner]"
    assert name_of("\ue000") == "[U+E000]"


def test_naming_changes_words_and_never_codes() -> None:
    tree = changed(statement(), lambda text: text + " 😀")
    said = named(tree, ("😀",))
    assert uncertain(tree) == ("😀",)
    assert not certain(tree)
    assert certain(said)
    assert said.audience is tree.audience
    assert said.title.endswith("[grinning face]")


@given(st.text(alphabet="ab \n😀é", min_size=0, max_size=200), st.integers(1, 3))
def test_text_longer_than_a_cell_goes_on_and_loses_nothing(text: str, times: int) -> None:
    long = text * (times * CELL_LIMIT // max(len(text), 1)) if text else text
    parts = cell_parts(long)
    assert all(units(part) <= CELL_LIMIT for part in parts)
    if len(parts) == 1:
        assert parts[0] == long
    else:
        assert all("continued in the row below" in part for part in parts[:-1])
        assert all(part.startswith("[continued from the row above] ") for part in parts[1:])
        bare = [
            part.removeprefix("[continued from the row above] ").removesuffix(" [continued in the row below]")
            for part in parts
        ]
        assert "".join(bare) == long


def test_names_of_sheets_and_headers_are_what_excel_permits() -> None:
    names = ["a" * 40, "a" * 40, "History", "x/y:[z]", "", "X y z"]
    book = Workbook("t", "a", "", tuple(Sheet(name, "", (Column("h"),), ()) for name in names))
    made = sheet_names(book)
    assert all(0 < len(name) <= 31 and not set("[]:*?/\\") & set(name) for name in made)
    assert len({name.casefold() for name in made}) == len(made)
    assert "history" not in {name.casefold() for name in made}
    assert headers((Column("Ref"), Column("ref"), Column(" "), Column("a\nb"))) == ("Ref", "ref 2", "Column 3", "a b")


def test_short_facts_under_a_heading_do_not_stand_alone_at_the_foot_of_a_page() -> None:
    blocks = (
        Heading(2, "Vans"),
        Fact("My view", "Satisfied"),
        Fact("Provided", "In force"),
        Fact("Page", "9"),
        Paragraph("Nine of them."),
        Fact("Evidence", "A log"),
        Heading(2, "Boats"),
        Fact("My view", "Satisfied"),
        Heading(2, "Carts"),
        Fact("Account", "long " * 60),
        Paragraph("None."),
    )
    kept = list(kept_with_next(replace(statement(), blocks=blocks)))
    assert kept == [False, True, True, False, False, False, False, False, False, False, False]
