"""Clean text keeps every word exactly; markings are refused, words are not."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assurance_app.domain.refusal import Refused
from assurance_app.domain.text import clean_text, refuse_higher_marking, word_count

# Everything that Python can hold, lone surrogates included, with what is to be taken out more often than by chance.
NOISE = "\x00\x07\x0b\x0c\x1b\x7f\x80\x85\x9f\ud800\udfff\ufeff\ufdd0\ufdef\ufffe\uffff\U0001fffe\U0010ffff"
TURNED = {"\r\n": "\n", "\r": "\n", "\u2028": "\n", "\u2029": "\n"} | dict.fromkeys(
    "\uf02d\uf076\uf0a7\uf0a8\uf0b7\uf0d8\uf0fc", "•"
)
TEXTS = st.lists(
    st.one_of(
        st.text(st.characters(codec=None, categories=None), max_size=5),
        st.sampled_from(NOISE),
        st.sampled_from(list(TURNED)),
        st.sampled_from(
            ["\t", "\n", " ", "\u00a0", "a", "é", "e\u0301", "שלום", "👩‍👩‍👧", "{{ x }}", "\u202e", "\u200d", "\ue000"]
        ),
    ),
    max_size=12,
).map("".join)


def _is_forbidden(character: str) -> bool:
    code = ord(character)
    return (
        (unicodedata.category(character) in ("Cc", "Cs") and character not in "\t\n")
        or code == 0xFEFF
        or code % 0x10000 in (0xFFFE, 0xFFFF)
        or 0xFDD0 <= code <= 0xFDEF
    )


def _by_hand(text: str) -> str:
    for old, new in TURNED.items():
        text = text.replace(old, new)
    return "".join(character for character in text if not _is_forbidden(character))


@given(TEXTS)
@example("a\r\nb\rc\u2028d\u2029e")
@example("\r\x00\n")
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)


@given(TEXTS)
def test_what_comes_out_holds_nothing_that_may_not_be_kept(text: str) -> None:
    cleaned = clean_text(text)
    assert not [character for character in cleaned if _is_forbidden(character)]
    assert not set(cleaned) & set("\r\u2028\u2029\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf0a8\uf02d")
    cleaned.encode("utf-8")


@given(TEXTS)
def test_everything_else_is_kept_in_its_order(text: str) -> None:
    assert clean_text(text) == _by_hand(text)


def test_every_character_that_there_is_is_kept_turned_or_taken_out() -> None:
    every = "".join(map(chr, range(0x110000)))
    assert clean_text(every) == _by_hand(every)


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co", "Zl", "Zp"], exclude_characters="\ufeff")))
def test_a_text_without_noise_is_kept_exactly(text: str) -> None:
    assert clean_text(text) == text


def test_no_form_of_a_letter_is_changed_into_another() -> None:
    assert clean_text("e\u0301 é ﬁ Å\u00a0…\u200bé") == "e\u0301 é ﬁ Å\u00a0…\u200bé"
    assert clean_text("\t two\n\n three  ") == "\t two\n\n three  "


@pytest.mark.parametrize(
    "line",
    [
        "TOP SECRET",
        "SECRET",
        "UK SECRET",
        "UK TOP SECRET STRAP 2",
        "TOP  SECRET",
        "TOP-SECRET",
        "TOP SECRET - STRAP 1",
        "SECRET // UK EYES ONLY",
        "SECRET – UK EYES ONLY",
        "**SECRET**",
        "[SECRET]",
        "   SECRET   ",
        "TOP\u00a0SECRET",
        "\u00a0SECRET\u2003",
        "UK TOP\tSECRET",
        "SEC\u200bRET",
        "TOP SE\u00adCRET",
        "- SECRET -",
        "First page\nTOP SECRET\nThe rest",
        "First page\r\nSECRET\r\n",
        "one\x0cSECRET\x0ctwo",
    ],
)
def test_a_line_that_is_a_higher_marking_is_refused(line: str) -> None:
    with pytest.raises(Refused) as caught:
        refuse_higher_marking(line)
    assert caught.value.code == "text.marking"
    assert "SECRET" in str(caught.value.params["line"])


@pytest.mark.parametrize(
    "text",
    [
        "OFFICIAL",
        "OFFICIAL-SENSITIVE",
        "OFFICIAL-SENSITIVE - COMMERCIAL",
        "OFFICIAL-SENSITIVE\nThe unit deployed twice.",
        # What the SPR says at paragraph 38, in other words: some of it is kept back under that Act.
        "The Official Secrets Act 1989 covers part of what counter-terrorism policing does.",
        "Vetted to SECRET.",
        "The paper is marked TOP SECRET and was read in the room.",
        "The force holds no TOP SECRET material.",
        "Secret",
        "secret ballots",
        "Top secret",
        "PROTECT",
        "CONFIDENTIAL",
        "RESTRICTED",
        "SECRETARY",
        "SECRETARY OF STATE",
        "",
        "\n\n",
    ],
)
def test_words_and_lower_markings_are_not_refused(text: str) -> None:
    refuse_higher_marking(text)


@given(
    st.sampled_from(["SECRET", "TOP SECRET"]), st.sampled_from(NOISE.replace("\x0b", "").replace("\x0c", "")), st.data()
)
def test_noise_within_a_marking_does_not_hide_it_once_the_text_is_clean(
    word: str, noise: str, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(word)))
    with pytest.raises(Refused):
        refuse_higher_marking(clean_text(word[:place] + noise + word[place:]))


def test_words_are_counted_as_a_person_counts_them() -> None:
    assert word_count("") == 0
    assert word_count("The force’s well-kept plan — 12 pages, £3.") == 7
