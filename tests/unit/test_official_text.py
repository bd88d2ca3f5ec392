"""Cutting a published text into numbered paragraphs, with every flaw that real files have. All texts are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assurance_app.catalogue.official_text import cut
from assurance_app.domain.official_text import (
    Doubt,
    OfficialText,
    Paragraph,
    Resolved,
    around,
    expectations,
    paragraph,
    references,
    report,
    search,
    whole,
)
from assurance_app.files.markdown_lines import markdown_lines
from assurance_app.files.numbering import lettered, roman
from tests.fixtures import official


def read(text: str, paragraphs: int = 7) -> dict[str, Paragraph]:
    found = cut(markdown_lines(text), official.framework(paragraphs))
    numbered = [one for one in found if one.number]
    assert len({one.ref for one in numbered}) == len(numbered), "a reference stands twice"
    return {one.ref: one for one in numbered}


def imported(text: str) -> OfficialText:
    return OfficialText("harbour", "harbour.md", "0" * 64, cut(markdown_lines(text), official.framework()))


def test_a_sound_text_comes_out_whole_and_without_doubt() -> None:
    found = read(official.markdown())
    assert {ref: one.text for ref, one in found.items()} == official.WORDS
    assert list(found) == official.REFS
    assert all(one.doubt is Doubt.NONE for one in found.values())
    assert found["4.b.ii"].headings == ("Fog", "Outcomes")
    assert found["5.2.b"].headings == ("Fog", "Capabilities")
    assert found["6"].headings == ("Storms", "Outcomes")


@pytest.mark.parametrize("ref", ["4.a", "4.b", "4.c", "5.2.a", "5.2.b"])
def test_a_lost_letter_is_inferred_from_its_neighbours_and_said_to_be(ref: str) -> None:
    words = official.WORDS[ref]
    text = official.markdown().replace(f"- {ref[-1]}. {words}", f"- {words}")
    found = read(text)
    assert list(found) == official.REFS
    assert found[ref].text == words
    assert [one.ref for one in found.values() if one.doubt] == [ref]
    assert found[ref].doubt in (Doubt.LETTER_LOST, Doubt.LETTER_LAST)


def test_a_lost_number_is_found_by_its_order_below_a_heading_and_not_in_the_words_that_open_a_section() -> None:
    words = official.WORDS["3"]
    found = read(official.markdown().replace(f"- 3. {words}", words))
    assert list(found) == official.REFS
    assert found["3"].text == words
    assert found["3"].doubt is Doubt.NUMBER_LOST


def test_a_paragraph_that_lost_its_first_words_says_so() -> None:
    found = read(official.markdown().replace("- 3. Every crew should", "should"))
    assert found["3"].doubt is Doubt.BEGINNING_LOST


def test_a_number_inside_another_line_is_split_off() -> None:
    text = (
        official.markdown().replace(f"\n- 7. {official.WORDS['7']}", f" 7. {official.WORDS['7']}") + "\n- 8. The end.\n"
    )
    found = read(text, 8)
    assert found["6"].text == official.WORDS["6"]
    assert found["7"].text == official.WORDS["7"]
    assert found["7"].doubt is Doubt.NUMBER_INSIDE


def test_a_bullet_after_a_finished_list_is_the_paragraph_whose_number_is_missing() -> None:
    text = "## Fog\n\n- 1. Boats should have:\n  - a. a bell; and\n  - b. a lamp.\n"
    text += "- There are other things that a boat may have.\n- 3. The end of it.\n"
    found = read(text, 3)
    assert list(found) == ["1", "1.a", "1.b", "2", "3"]
    assert found["2"].doubt is Doubt.NUMBER_LOST


@pytest.mark.parametrize("spelling", ["- 6.In", "- 6 In", "6. In", "#### 6. In", "- **6.** In"])
def test_a_number_is_read_however_it_is_run_together(spelling: str) -> None:
    text = official.markdown().replace("- 6. In", f"\n{spelling}")
    found = read(text)
    assert found["6"].text == official.WORDS["6"]
    assert found["6"].doubt is Doubt.NONE


@pytest.mark.parametrize("spelling", ["- 5.1 a horn", "5.1. a horn", "#### 5.1. a horn", "\n- 5.1.  a horn"])
def test_a_sub_paragraph_is_read_however_it_stands(spelling: str) -> None:
    assert read(official.markdown().replace("- 5.1. a horn", f"\n{spelling}"))["5.1"].text == official.WORDS["5.1"]


def test_a_letter_that_slid_inside_the_words_is_taken_out() -> None:
    text = "## Fog\n\n- 1. It includes the:\n  - ringing of bells by a member a. of the crew;\n"
    text += "  - sounding of horns b. at sea; and\n  - c. lighting of lamps.\n- 2. The end.\n"
    found = read(text, 2)
    assert found["1.a"].text == "ringing of bells by a member of the crew;"
    assert found["1.b"].text == "sounding of horns at sea; and"
    assert found["1.a"].doubt is Doubt.LETTER_INSIDE


def test_bullets_that_never_had_letters_stay_with_their_paragraph() -> None:
    found = read("## Fog\n\n- 1. There are three things:\n  - Bells\n  - Lamps\n  - Horns\n- 2. The end.\n", 2)
    assert list(found) == ["1", "2"]
    assert found["1"].text == "There are three things:\n• Bells\n• Lamps\n• Horns"


def test_unlettered_entries_beneath_an_entry_that_leads_in_to_them_are_its_own_until_one_opens_like_it() -> None:
    text = (
        "## Fog\n\n- 1. The office has crews:\n  - a. first (red) mates who hold command at sea. They:\n"
        "    - have the say over the boat; and\n"
        "    - are answerable for the crew;\n    - second mates who stand in for them; and\n"
        "    - third mates who learn.\n- 2. The end.\n"
    )
    found = read(text, 2)
    assert list(found) == ["1", "1.a", "1.a.i", "1.a.ii", "1.b", "1.c", "2"]
    assert found["1.b"].doubt is Doubt.LETTER_LAST


def test_a_sentence_that_a_page_break_cut_is_joined_over_its_footnotes() -> None:
    text = official.markdown().replace(
        "a person who listens, and who can:",
        "a person who listens,<sup>4</sup> and\n\n<sup>4</sup> https://example.org/listening\n\n12\n\n- who can:",
    )
    found = read(text)
    assert found["5.2"].text == official.WORDS["5.2"]
    assert list(found) == official.REFS


def test_a_footnote_whose_mark_was_lost_is_known_by_the_number_that_is_missing() -> None:
    text = official.markdown().replace(
        "who can:",
        "who\n\n<sup>1</sup> First note.\n\n"
        "The second note has lost its mark.\n\n<sup>3</sup> Third.\n\nafterwards can:",
    )
    found = read(text)
    assert found["5.2"].text == "a person who listens, and who afterwards can:"


def test_text_beneath_an_empty_footnote_or_a_rule_belongs_to_it() -> None:
    text = official.markdown().replace("who can:", "who\n\n\\_\n\nA note about people.\n\nafterwards can:")
    assert read(text)["5.2"].text == "a person who listens, and who afterwards can:"
    text = official.markdown().replace("who can:", "who\n\n<sup>1</sup>\n\nA note about people.\n\nafterwards can:")
    assert read(text)["5.2"].text == "a person who listens, and who afterwards can:"


def test_a_join_before_a_capital_letter_is_in_doubt() -> None:
    text = official.markdown().replace(
        "until the flag is lowered by the harbour office.", "until the flag is lowered by the\n\n- Harbour office."
    )
    found = read(text)
    assert found["6"].text.endswith("lowered by the Harbour office.")
    assert found["6"].doubt is Doubt.JOINED


def test_a_lead_that_is_printed_again_after_a_page_break_is_there_once() -> None:
    lead = official.WORDS["4"]
    found = read(official.markdown().replace(f"- 4. {lead}", f"- 4. {lead}\n\n{lead}\n"))
    assert found["4"].text == lead


def test_figures_at_the_beginning_of_a_line_are_not_numbers_of_paragraphs() -> None:
    text = (
        official.markdown()
        + "\n200. Years ago there were no bells.\n\n3. Crews once slept here.\n\n48% of the boats were red.\n"
    )
    found = read(text)
    assert list(found) == official.REFS
    assert report(imported(text), 7).beyond == ()


def test_a_table_of_contents_is_left_out_and_names_the_sections() -> None:
    contents = "# Contents\n\nBeginning\t2\nFog\t3\nStorms ....... 9\n\n"
    found = read(contents + official.markdown())
    assert found["1"].headings == ("Beginning",)
    assert list(found) == official.REFS


def test_a_report_says_what_is_missing_and_what_is_uncertain() -> None:
    lines = [line for line in official.markdown().splitlines() if not line.startswith("- 6.")]
    found = report(imported("\n".join(lines)), 7)
    assert (found.found, found.expected, found.missing, found.beyond) == (6, 7, (6,), ())
    assert found.uncertain == ()


@pytest.fixture
def text() -> OfficialText:
    return imported(official.markdown())


def test_what_a_pane_asks_of_the_text(text: OfficialText) -> None:
    assert references(text) == frozenset(official.REFS)
    found = paragraph(text, "4.b")
    assert found is not None
    assert found.text == official.WORDS["4.b"]
    assert paragraph(text, "4.z") is None
    assert paragraph(text, "") is None
    assert [one.ref for one in around(text, "4.a", 1)] == ["4", "4.a", "4.b"]
    assert around(text, "1", 0)[0].ref == "1"
    assert around(text, "99", 3) == ()
    assert [one.ref for one in whole(text, "4.b.i")] == ["4", "4.a", "4.b", "4.b.i", "4.b.ii", "4.c"]


def test_search_finds_every_word_in_any_order_and_a_reference_first(text: OfficialText) -> None:
    assert [one.ref for one in search(text, "LAMP front")] == ["4.b.i"]
    assert search(text, "lamp submarine") == ()
    assert search(text, "  ") == ()
    assert search(text, "(") == search(text, "(")
    assert search(text, "5.2.b")[0].ref == "5.2.b"
    assert "" in [one.ref for one in search(text, "water")]


def test_expectations_are_the_paragraphs_that_ask_and_the_items_of_a_list_that_a_lead_in_asks(
    text: OfficialText,
) -> None:
    asked = [one.ref for one in expectations(text)]
    assert asked == ["2", "3", "4", "4.a", "4.b", "4.b.i", "4.b.ii", "4.c", "5", "5.1", "5.2", "5.2.a", "5.2.b", "6"]


def test_a_cross_reference_keeps_its_number_and_leads_where_the_heading_is(text: OfficialText) -> None:
    found = paragraph(text, "2")
    assert found is not None
    (link,) = found.links
    assert found.text[link.start : link.end] == "paragraphs 7 to 8"
    assert (link.given, link.target, link.last, link.by) == ("7-8", "3", "4", Resolved.HEADING)
    first = paragraph(text, "1")
    assert first is not None
    assert [(one.given, one.target, one.by) for one in first.links] == [("4", "4", Resolved.NUMBER)]


def test_a_cross_reference_that_names_nothing_is_led_by_rare_terms_and_never_to_a_paragraph_that_is_not_there() -> None:
    text = (
        official.markdown()
        .replace("of its own.", "of its own, by the B/NGLE model (paragraph 4). See paragraph 99.")
        .replace("lowered by the harbour office.", "lowered by the harbour office, which follows the B/NGLE model.")
    )
    links = read(text)["3"].links
    assert [(one.given, one.target, one.by) for one in links] == [
        ("4", "6", Resolved.WORDS),
        ("99", "", Resolved.NOTHING),
    ]


@given(st.sets(st.sampled_from("bcdefg"), max_size=5))
def test_whatever_letters_are_lost_inside_a_list_each_entry_keeps_its_own(lost: set[str]) -> None:
    entries = {letter: f"entry for {lettered(place + 1)} and nothing else;" for place, letter in enumerate("abcdefgh")}
    lines = ["## Fog", "", "- 1. Crews should have:"]
    lines += [f"  - {'' if letter in lost else letter + '. '}{words}" for letter, words in entries.items()]
    found = read("\n".join([*lines, "- 2. The end."]), 2)
    assert {one.path[0]: one.text for one in found.values() if one.path} == entries
    assert {one.path[0] for one in found.values() if one.doubt} == lost


@given(st.sets(st.integers(2, 9), max_size=4))
def test_whatever_numbers_are_lost_below_headings_each_paragraph_keeps_its_own(lost: set[int]) -> None:
    words = {
        number: f"Crew number {lettered(number)} keeps a bell, a lamp and a horn on board." for number in range(1, 11)
    }
    text = "\n".join(
        f"### Part {lettered(number)}\n\n{'' if number in lost else f'{number}. '}{said}\n"
        for number, said in words.items()
    )
    found = read("## Fog\n\n" + text, 10)
    assert {one.number: one.text for one in found.values()} == words
    assert {one.number for one in found.values() if one.doubt} == lost


@given(st.text(alphabet="ab.)(1234\n -#*_<>&Z;:§\t", max_size=300))
def test_no_text_breaks_the_cutter_and_no_reference_is_given_twice_for_one_number(text: str) -> None:
    found = cut(markdown_lines(text), official.framework())
    numbers = [one.number for one in found if one.number and not one.path]
    assert numbers == sorted(set(numbers))
    refs = [one.ref for one in found if one.number]
    assert len(refs) == len(set(refs))
    for one in found:
        assert all(0 <= link.start < link.end <= len(one.text) for link in one.links)


def test_letters_and_numerals() -> None:
    assert [lettered(number) for number in (0, 1, 26, 27)] == ["", "a", "z", "aa"]
    assert [roman(number) for number in (0, 1, 4, 9, 14, 40)] == ["", "i", "iv", "ix", "xiv", ""]
