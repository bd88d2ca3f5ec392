"""Cutting a published text into the numbered paragraphs that requirements cite.

The numbers of real files cannot be trusted: some are lost, run together with the text, or promoted to headings. Order
decides: of the lines that look numbered the best rising chain is taken; what is missing is sought between its links.
Whatever was inferred says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assurance_app.catalogue.cross_references import with_links
from assurance_app.catalogue.official_lines import Kind, Piece, joined, pieces, without_notes
from assurance_app.catalogue.official_lists import Entry, settled
from assurance_app.catalogue.official_numbers import numbered
from assurance_app.domain.framework import Framework
from assurance_app.domain.official_text import Doubt, Paragraph, heading_key
from assurance_app.files.lines import LONGEST_PARAGRAPH, Line

_LONGEST_LIST = 500
"""Entries. A longer list is kept, without references."""


def cut(lines: Sequence[Line], framework: Framework) -> tuple[Paragraph, ...]:
    """The paragraphs of the text in order, cross-references resolved. The framework's titles help to tell the headings
    of sections and pillars; its words are not looked at.
    """
    sections = {heading_key(section.title) for section in framework.sections}
    sections |= {heading_key(line.text) for line in lines if line.is_contents}
    pillars = {heading_key(pillar.title) for pillar in framework.pillars}
    made = pieces(joined(without_notes(lines)), sections | pillars)
    outermost = _outermost(made, sections, pillars)
    levels = {id(piece): 1 for piece, outer in zip(made, outermost, strict=True) if outer}
    for piece in made:
        if piece.kind is Kind.HEADING and id(piece) not in levels:
            levels[id(piece)] = 2 if heading_key(piece.text) in pillars else 3
    return with_links(tuple(_Cutter(levels).cut(numbered(made, outermost))), sections)


def _outermost(made: Sequence[Piece], sections: set[str], pillars: set[str]) -> list[bool]:
    """Which headings open a section: each title does once, for the same words may head a part of another section.
    Titles one right after the other are a table of contents.
    """
    keys = [heading_key(piece.text) if piece.kind is Kind.HEADING else "" for piece in made]
    level = _section_level(made, keys, sections, pillars)
    seen: set[str] = set()
    found = []
    for piece, key, below in zip(made, keys, [*keys[1:], ""], strict=False):
        opens = key in sections or (bool(key) and piece.level == level)
        found.append(opens and key not in seen and below not in sections)
        if found[-1]:
            seen.add(key)
    return found


def _section_level(made: Sequence[Piece], keys: Sequence[str], sections: set[str], pillars: set[str]) -> int:
    """The level of headings that sections have and pillars have not, where the file keeps its levels apart; 0 where it
    does not.
    """
    of_sections = {piece.level for piece, key in zip(made, keys, strict=True) if key in sections}
    of_pillars = {piece.level for piece, key in zip(made, keys, strict=True) if key in pillars}
    return of_sections.pop() if len(of_sections) == 1 and not of_sections & of_pillars else 0


class _Cutter:
    """Walks over the pieces and knows which number, which part of it and which headings they stand under."""

    def __init__(self, levels: dict[int, int]) -> None:
        self._levels = levels
        self._headings: dict[int, str] = {}
        self._number = 0
        self._made: list[Paragraph] = []
        self._refs: set[str] = set()
        self._run: list[Piece] = []
        self._below_heading = True

    def cut(self, made: Sequence[Piece]) -> Iterator[Paragraph]:
        self._lettered_subs = _lettered_subs(made)
        for piece in made:
            if piece.kind is Kind.HEADING:
                self._close()
                self._open_heading(piece)
            elif piece.kind is Kind.NUMBER:
                self._close()
                self._number = int(piece.label[0])
                self._add((), piece.text, piece.doubt)
            elif piece.kind is Kind.SUB and self._fits(piece):
                self._close()
                self._add(piece.label[1:], piece.text, piece.doubt)
            else:
                self._within(piece)
        self._close()
        yield from self._made

    def _open_heading(self, piece: Piece) -> None:
        level = self._levels[id(piece)]
        self._headings = {at: text for at, text in self._headings.items() if at < level}
        self._headings[level] = piece.text
        self._below_heading = True

    def _fits(self, piece: Piece) -> bool:
        return piece.label[0] == str(self._number)

    def _within(self, piece: Piece) -> None:
        if piece.kind is Kind.SUB:  # of another number: words that begin with a figure
            piece.kind, piece.text = Kind.PLAIN, f"{'.'.join(piece.label)} {piece.text}"
        if not self._number or (self._below_heading and piece.kind is Kind.PLAIN):
            self._close()
            self._made.append(Paragraph(0, (), self._stack(), piece.text))
        elif piece.kind is not Kind.PLAIN or self._is_bold_sibling(piece) or self._is_lone_item(piece):
            self._run.append(piece)
        elif self._run and len(self._run[-1].text) < LONGEST_PARAGRAPH:
            self._run[-1].text += f"\n{piece.text}"
        else:
            self._close()
            self._go_on(f"\n{piece.text}")

    def _is_bold_sibling(self, piece: Piece) -> bool:
        return piece.is_bold and len(self._run) > 1 and all(one.is_bold for one in self._run[:2])

    def _is_lone_item(self, piece: Piece) -> bool:
        above = self._made[-1]
        return not self._run and above.text.rstrip().endswith(":") and above.ref in self._lettered_subs

    def _go_on(self, text: str, doubt: Doubt = Doubt.NONE) -> None:
        above = self._made[-1]
        if len(above.text) > LONGEST_PARAGRAPH:
            self._made.append(Paragraph(0, (), above.headings, text.strip()))
            return
        self._made[-1] = Paragraph(
            above.number, above.path, above.headings, above.text + text, above.doubt or doubt, above.links
        )

    def _close(self) -> None:
        """Settle the list that has gathered beneath the paragraph above."""
        run, self._run = self._run, []
        if not run:
            return
        above = self._made[-1]
        if len(run) > _LONGEST_LIST:
            self._made += [Paragraph(0, (), above.headings, piece.text) for piece in run]
            return
        if above.number and self._continues_subs(run):
            return
        entries, bullets = settled(run, letter_alone=above.ref in self._lettered_subs)
        for bullet in bullets:
            self._go_on(f"\n• {bullet}")
        self._add_entries(above.path, entries)

    def _continues_subs(self, run: Sequence[Piece]) -> bool:
        """Whole sentences that stand as items beneath 24.2 are 24.3 and so on, where 24.2 leads in to no list."""
        above = self._made[-1]
        is_sub = len(above.path) == 1 and above.path[0].isdigit()
        sentences = all(piece.kind is Kind.ITEM and piece.text[:1].isupper() for piece in run)
        if not is_sub or not sentences or not above.text.rstrip().endswith("."):
            return False
        for place, piece in enumerate(run, start=int(above.path[0]) + 1):
            self._add((str(place),), piece.text, Doubt.LETTER_LAST)
        return True

    def _add_entries(self, path: tuple[str, ...], entries: Sequence[Entry]) -> None:
        for entry in entries:
            self._add((*path, entry.label), entry.text, entry.doubt)
            self._add_entries((*path, entry.label), entry.children)

    def _add(self, path: tuple[str, ...], text: str, doubt: Doubt) -> None:
        made = Paragraph(self._number, tuple(path), self._stack(), text.strip(), doubt)
        if made.ref in self._refs:  # a list that begins again has no references of its own
            self._go_on(f"\n• {made.text}")
            return
        self._refs.add(made.ref)
        self._made.append(made)
        self._below_heading = False

    def _stack(self) -> tuple[str, ...]:
        return tuple(text for _level, text in sorted(self._headings.items()))


def _lettered_subs(made: Sequence[Piece]) -> set[str]:
    """The references of sub-paragraphs such as 50.1 beside which others of the same number have lettered lists."""
    by_number: dict[str, list[tuple[str, bool]]] = {}
    for piece, below in zip(made, [*made[1:], None], strict=False):
        if piece.kind is Kind.SUB:
            has_list = below is not None and below.kind is Kind.LETTER
            by_number.setdefault(piece.label[0], []).append((".".join(piece.label), has_list))
    return {ref for subs in by_number.values() if any(has_list for _ref, has_list in subs) for ref, _has_list in subs}
