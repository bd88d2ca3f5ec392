"""Before cutting: footnotes and furniture go, sentences that a page break cut are joined, markers are read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from enum import Enum

from assurance_app.domain.official_text import Doubt, heading_key
from assurance_app.files.lines import BEGINS_MARKED, LONGEST_PARAGRAPH, Line


class Kind(Enum):
    """What a piece of the text is, by its own look."""

    HEADING = 0
    NUMBER = 1
    SUB = 2
    LETTER = 3
    ITEM = 4
    PLAIN = 5


@dataclass(slots=True)
class Piece:
    """A line with its marker read. `label` is what stood before the text: ("40",), ("40", "4"), ("b",); `raw` holds
    both, of a number.
    """

    kind: Kind
    text: str
    label: tuple[str, ...] = ()
    level: int = 0
    indent: int = 0
    is_bold: bool = False
    is_certain: bool = True
    raw: str = ""
    doubt: Doubt = Doubt.NONE


_URL_ONLY = re.compile(r"(?:https?://|www\.)\S+$")
_CLOSED = re.compile(r"(?:[.;:!?…][\"'”’)\]]*|;\s+(?:and|or)|\))$")
_NUMBER = re.compile(
    r"(?P<n>\d{1,3})(?:(?P<dot>\.)?(?P<space>\s*)(?=[A-Z“\"‘'(])|(?P<small_dot>\.)(?P<small_space>\s+)(?=[a-z]))"
)
_SUB = re.compile(r"(?P<n>\d{1,3})\.(?P<m>\d{1,2})(?:\.(?P<k>[a-z]|\d{1,2}))?\.?\s+(?=\S)")
_LETTER = re.compile(r"\(?(?P<l>[a-z]|[ivx]{2,5})[.)]\s+(?=\S)")
_LONG_ENOUGH = 40
_MOST_HEADING_WORDS = 8


def without_notes(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines without footnotes, those included whose own mark was lost. What follows them may go on with a
    sentence from above.
    """
    last: Line | None = None
    after_note, note_is_empty, note_number = False, False, 0
    for line, following in zip(lines, _following(lines), strict=True):
        if line.is_note or _URL_ONLY.match(line.text):
            after_note, note_is_empty = True, not line.text
            note_number = int(line.marker) if line.marker.isdecimal() else note_number + bool(line.text)
            continue
        if after_note and _is_plain(line) and _belongs_to_note(line, last, following, empty=note_is_empty):
            note_is_empty = False
            continue
        if _is_plain(line) and _is_unmarked_note(line, last, following, note_number):
            after_note, note_is_empty = True, False
            continue
        yield replace(line, after_break=True) if after_note else line
        last = line
        after_note, note_is_empty = False, False


def _following(lines: Sequence[Line]) -> list[Line | None]:
    """For each line the next that is not empty."""
    found: list[Line | None] = []
    following: Line | None = None
    for line in reversed(lines):
        found.append(following)
        following = line if line.text or line.is_note else following
    return found[::-1]


def _belongs_to_note(line: Line, last: Line | None, following: Line | None, *, empty: bool) -> bool:
    """Beneath an empty footnote; or a new sentence where the one above a footnote is still open and goes on below."""
    if empty:
        return True
    if last is None or last.heading or not is_open(last.text) or not line.text[:1].isupper():
        return False
    return following is not None and _is_plain(following) and following.text[:1].islower()


def _is_unmarked_note(line: Line, last: Line | None, following: Line | None, number: int) -> bool:
    """Between a page's last words and footnote 22, where 21 has not been seen: 21, whose mark was lost."""
    if last is None or last.heading or following is None or not following.is_note or not line.after_break:
        return False
    return line.text[:1].isupper() and following.marker.isdecimal() and int(following.marker) == number + 2


def _is_plain(line: Line) -> bool:
    return not line.heading and not line.is_item and not line.marker and not _marked(line) and not line.is_contents


def _marked(line: Line) -> bool:
    text = f"{line.marker} {line.text}" if line.marker else line.text
    return bool(_SUB.match(text) or _LETTER.match(text) or _NUMBER.match(text))


def is_open(text: str) -> bool:
    """Whether a text breaks off before its sentence ends."""
    return bool(text) and not _CLOSED.search(text[-_LONG_ENOUGH:].rstrip())


def joined(lines: Iterable[Line]) -> list[tuple[Line, Doubt]]:
    """The lines with those joined that a page break cut; in doubt where the rest begins with a capital letter."""
    whole: list[tuple[Line, Doubt]] = []
    for line in lines:
        if line.is_contents or not line.text:
            continue
        last, doubt = whole[-1] if whole else (None, Doubt.NONE)
        if last is not None and _goes_on(last, line):
            is_sure = not line.text[:1].isupper()
            glue = "" if re.search(r"\w-$", last.text[-2:]) else " "
            whole[-1] = (replace(last, text=last.text + glue + line.text), doubt if is_sure else Doubt.JOINED)
        elif last is None or not _repeats(last, line):
            whole.append((line, Doubt.NONE))
    return whole


def _goes_on(last: Line, line: Line) -> bool:
    if last.heading or line.heading or line.marker or _marked(line) or len(last.text) > LONGEST_PARAGRAPH:
        return False
    begins = line.text[:1]
    ends_open = is_open(last.text)
    if begins.islower():
        if last.text.rstrip().endswith(")"):
            return line.after_break and not line.is_item
        return ends_open and (line.after_break or not line.is_item)
    if not ends_open or not line.after_break or len(last.text) < _LONG_ENOUGH or line.is_bold:
        return False
    return not _looks_like_heading(line)


def _repeats(last: Line, line: Line) -> bool:
    """A lead that is printed again after a page break."""
    marked = BEGINS_MARKED.match(last.text)
    begins = last.text.startswith(line.text, marked.end() if marked else 0)
    return line.after_break and len(line.text) > _LONG_ENOUGH // 2 and begins


def _looks_like_heading(line: Line) -> bool:
    words = line.text.split()
    short = len(words) <= _MOST_HEADING_WORDS and len(line.text) < 80
    return (
        short and line.text[:1].isupper() and not re.search(r"[.;,!?]$", line.text) and not _URL_ONLY.match(line.text)
    )


def pieces(lines: Sequence[tuple[Line, Doubt]], titles: Set[str]) -> list[Piece]:
    """Each line with its marker read; a short line alone above a number, or one that says a known title (by its key),
    is a heading that lost its look.
    """
    made = [_piece(line, doubt) for line, doubt in lines]
    for place, (line, _doubt) in enumerate(lines[:-1]):
        follows = made[place + 1].kind
        above = made[place - 1] if place else None
        beneath = above is not None and (above.kind is Kind.HEADING or not is_open(above.text))
        stands_alone = made[place].kind is Kind.PLAIN and beneath and follows in (Kind.NUMBER, Kind.SUB)
        is_title = made[place].kind is Kind.PLAIN and heading_key(line.text) in titles
        if is_title or (stands_alone and _looks_like_heading(line)):
            made[place] = Piece(Kind.HEADING, line.text.rstrip(":"), level=6)
    return made


def _piece(line: Line, doubt: Doubt) -> Piece:
    text = f"{line.marker} {line.text}" if line.marker else line.text
    if found := _SUB.match(text):
        label = tuple(part for part in (found["n"], found["m"], found["k"]) if part)
        return Piece(Kind.SUB, text[found.end() :], label, indent=line.indent, doubt=doubt)
    found = _NUMBER.match(text)
    if found and (found["dot"] or found["space"] or found["small_dot"]):
        # Without a dot, or before words that begin small, it may be a figure in the middle of a sentence.
        is_certain = bool(found["dot"])
        return Piece(Kind.NUMBER, text[found.end() :], (found["n"],), is_certain=is_certain, raw=text, doubt=doubt)
    if line.heading:
        return Piece(Kind.HEADING, line.text.strip().rstrip(":").strip(), level=line.heading)
    if found := _LETTER.match(text):
        return Piece(
            Kind.LETTER, text[found.end() :], (found["l"],), indent=line.indent, is_bold=line.is_bold, doubt=doubt
        )
    kind = Kind.ITEM if line.is_item else Kind.PLAIN
    return Piece(kind, line.text, indent=line.indent, is_bold=line.is_bold, doubt=doubt)
