"""What the pane with the official text does: which paragraphs stand there, where links lead, what a search finds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from assurance_app.application import official_text as use
from assurance_app.domain.official_text import (
    Doubt,
    Link,
    OfficialText,
    Paragraph,
    Resolved,
    paragraph,
    search,
)
from assurance_app.ui.screens.base import Runs
from assurance_app.words import _, ngettext
from assurance_app.words.labels import label

MOST_FOUND = 60
"""How many found paragraphs are listed; more words find fewer."""
_AROUND = 70
"""Characters shown on either side of the first word found."""


class BlockKind(StrEnum):
    """What a piece of the page is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    GAP = "gap"


@dataclass(frozen=True, slots=True)
class Run:
    """Words of a paragraph: plain, a link (`leads`, for `follow`), or found by the search."""

    text: str
    leads: str = ""
    found: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph or a gap. `mark` says in words why a paragraph stands out; `leads` makes its number a
    link.
    """

    kind: BlockKind
    runs: tuple[Run, ...] = ()
    ref: str = ""
    depth: int = 0
    marked: bool = False
    mark: str = ""
    doubt: str = ""
    leads: str = ""


@dataclass(frozen=True, slots=True)
class OfficialPage:
    """What the pane shows: notes above, the blocks, where to begin, and where `back` leads ("" for nowhere)."""

    notes: tuple[str, ...]
    blocks: tuple[Block, ...]
    begin: str = ""
    back: str = ""
    source: str = ""


class OfficialView(Protocol):
    """What the presenter needs of the pane."""

    def show_nothing(self, title: str, *, can_import: bool) -> None:
        """Nothing was imported yet."""

    def show_page(self, page: OfficialPage) -> None:
        """Show paragraphs, results or the report."""

    def clear_search(self) -> None:
        """Empty the search field without searching."""


@dataclass(frozen=True, slots=True)
class _Stop:
    """Somewhere the person went: paragraphs, a search, or the report."""

    name: str
    refs: tuple[str, ...] = ()
    words: str = ""
    mark: str = ""
    notes: tuple[str, ...] = ()
    is_report: bool = False


class OfficialPresenter:
    """Loads the text once for each framework and keeps the way back."""

    def __init__(self, session: Runs, view: OfficialView) -> None:
        self._session = session
        self._view = view
        self._beside: use.Beside | None = None
        self._wanted = ""
        self._entity_id = ""
        self._stops: list[_Stop] = []

    @property
    def has_text(self) -> bool:
        """Whether a text was imported and is loaded."""
        return self._beside is not None and self._beside.text is not None

    def show_for(self, framework_id: str, entity_id: str, refs: tuple[str, ...]) -> None:
        """Show what stands beside a page. Coming again to the same page moves nothing."""
        first = _Stop(_("what is cited"), refs, mark=_("Cited here"))
        same = bool(self._stops) and entity_id == self._entity_id and self._stops[0] == first
        if not same:
            self._entity_id = entity_id
            self._stops = [first]
            self._view.clear_search()
        if self._beside is None or self._beside.framework_id != framework_id:
            self.load(framework_id)
        elif not same:
            self._show()

    def load(self, framework_id: str) -> None:
        """Read what was imported."""
        self._wanted = framework_id
        self._session.run(use.beside, framework_id, done=self._take)

    def imported(self, beside: use.Beside) -> None:
        """Show the report of an import just made."""
        self._take(beside)
        self.show_report()

    def forget(self) -> None:
        """Another workspace: nothing of this one stays."""
        self._beside, self._wanted, self._entity_id, self._stops = None, "", "", []

    def show_report(self) -> None:
        """Show what the import found."""
        if self.has_text and not (self._stops and self._stops[-1].is_report):
            self._go(_Stop(_("the report"), is_report=True))

    def search(self, words: str) -> None:
        """Show the paragraphs that have the words; none brings back what was shown before."""
        words = words.strip()
        if self._stops and self._stops[-1].words and not self._stops[-1].refs:
            self._stops.pop()
        if words:
            self._go(_Stop(_("what was found"), words=words))
        else:
            self._show()

    def follow(self, leads: str) -> None:
        """Follow a link: `p/<ref>` to a paragraph, `l/<ref>/<number>` along a paragraph's own cross-reference."""
        kind, _slash, rest = leads.partition("/")
        text = self._text()
        if text is None:
            return
        if kind == "p":
            words = self._stops[-1].words if self._stops else ""
            self._go(_Stop(_("paragraph {ref}").format(ref=rest), (rest,), words=words, mark=_("You are here")))
            return
        ref, _slash, number = rest.rpartition("/")
        source = paragraph(text, ref)
        if source is not None:
            link = source.links[int(number)]
            name = _("paragraph {ref}").format(ref=link.target)
            refs = _span(text, link)
            self._go(_Stop(name, refs, mark=_("Where the link leads"), notes=_about_link(source, link)))

    def back(self) -> None:
        """Go back to what was shown before."""
        if len(self._stops) > 1:
            left = self._stops.pop()
            if left.words and not self._stops[-1].words:
                self._view.clear_search()
            self._show()

    def _go(self, stop: _Stop) -> None:
        self._stops.append(stop)
        self._show()

    def _text(self) -> OfficialText | None:
        return self._beside.text if self._beside is not None else None

    def _take(self, beside: use.Beside) -> None:
        if self._wanted and beside.framework_id != self._wanted:
            return
        self._beside = beside
        self._show()

    def _show(self) -> None:
        if self._beside is None or not self._stops:
            return
        text, stop = self._beside.text, self._stops[-1]
        if text is None or self._beside.report is None:
            self._view.show_nothing(self._beside.title, can_import=True)
            return
        if stop.is_report:
            notes, blocks = _report(self._beside)
        elif stop.refs:
            notes, blocks = (*stop.notes, *_absent(text, stop.refs)), blocks_of(text, stop.refs, stop.mark, stop.words)
        elif stop.words:
            notes, blocks = results(text, stop.words)
        else:
            notes, blocks = (_("This page cites no paragraph. Search the text above."),), ()
        back = _("Back to {what}").format(what=self._stops[-2].name) if len(self._stops) > 1 else ""
        begin = next((block.ref for block in blocks if block.marked), "") if not stop.is_report else ""
        found = self._beside.report
        source = _("{found} of {expected} paragraphs, {uncertain} uncertain").format(
            found=found.found, expected=found.expected, uncertain=len(found.uncertain)
        )
        self._view.show_page(OfficialPage(notes, blocks, begin, back, source))


def blocks_of(text: OfficialText, refs: Sequence[str], mark: str, words: str = "") -> tuple[Block, ...]:
    """The whole numbers that the references belong to, those before and after, and the headings they stand under.

    What is cited, and all that hangs below it, stands out.
    """
    cited = [one.number for one in text.paragraphs if one.number and one.ref in refs]
    shown = {number + step for number in cited for step in (-1, 0, 1)} - {0}
    places = [place for place, one in enumerate(text.paragraphs) if one.number in shown]
    blocks: list[Block] = []
    before, was_marked = -1, False
    headings: tuple[str, ...] = ()
    for place in places:
        one = text.paragraphs[place]
        if before >= 0 and place != before + 1:
            blocks.append(Block(BlockKind.GAP))
        if one.headings != headings:
            headings = one.headings
            blocks.append(Block(BlockKind.HEADING, (Run(" › ".join(headings)),)))
        marked = any(one.ref == ref or one.ref.startswith(f"{ref}.") for ref in refs)
        names_it = marked and (one.ref in refs or not was_marked)
        blocks.append(_block(one, marked, mark if names_it else "", words))
        before, was_marked = place, marked
    return tuple(blocks)


def results(text: OfficialText, words: str) -> tuple[tuple[str, ...], tuple[Block, ...]]:
    """The paragraphs that have the words, each with its number as a link and the words where they stand."""
    found = [one for one in search(text, words) if one.number]
    if not found:
        return (_("No paragraph has all of these words. Try the beginning of one of them, or a number."),), ()
    count = ngettext("{number} paragraph has these words.", "{number} paragraphs have these words.", len(found))
    notes = [count.format(number=len(found))]
    if len(found) > MOST_FOUND:
        notes.append(_("The first {number} are listed.").format(number=MOST_FOUND))
    blocks: list[Block] = []
    headings: tuple[str, ...] = ()
    for one in found[:MOST_FOUND]:
        if one.headings != headings:
            headings = one.headings
            blocks.append(Block(BlockKind.HEADING, (Run(" › ".join(headings)),)))
        runs = tuple(_marking(_snippet(one.text, words), words))
        blocks.append(Block(BlockKind.PARAGRAPH, runs, one.ref, leads=f"p/{one.ref}"))
    return tuple(notes), tuple(blocks)


def _block(one: Paragraph, marked: bool, mark: str, words: str) -> Block:
    runs: list[Run] = []
    at = 0
    for number, link in enumerate(one.links):
        runs += _marking(one.text[at : link.start], words)
        leads = f"l/{one.ref}/{number}" if link.target else ""
        runs.append(Run(one.text[link.start : link.end], leads))
        at = link.end
    runs += _marking(one.text[at:], words)
    doubt = label("doubt", one.doubt.value) if one.doubt is not Doubt.NONE else ""
    return Block(BlockKind.PARAGRAPH, tuple(runs), one.ref, len(one.path), marked, mark, doubt)


def _marking(text: str, words: str) -> Iterable[Run]:
    pattern = _pattern(words)
    if pattern is None:
        return [Run(text)] if text else []
    runs, at = [], 0
    for hit in pattern.finditer(text):
        runs += [Run(text[at : hit.start()]), Run(hit.group(), found=True)]
        at = hit.end()
    return [run for run in (*runs, Run(text[at:])) if run.text]


def _pattern(words: str) -> re.Pattern[str] | None:
    wanted = "|".join(re.escape(word) for word in words.split())
    return re.compile(rf"(?<!\w)(?:{wanted})\w*", re.IGNORECASE) if wanted else None


def _snippet(text: str, words: str) -> str:
    pattern = _pattern(words)
    hit = pattern.search(text) if pattern is not None else None
    middle = hit.start() if hit is not None else 0
    begin, end = max(0, middle - _AROUND), min(len(text), middle + _AROUND * 2)
    cut = text[begin:end]
    if begin:
        cut = "… " + cut.partition(" ")[2]
    return cut.rpartition(" ")[0] + " …" if end < len(text) else cut


def _report(beside: use.Beside) -> tuple[tuple[str, ...], tuple[Block, ...]]:
    assert beside.report is not None
    lines = [line for line in use.report_lines(beside.report) if not line.startswith("  ")]
    if beside.text is not None:
        lines.insert(0, _("Read from {name}.").format(name=beside.text.source_name))
    blocks = tuple(
        Block(
            BlockKind.PARAGRAPH,
            (Run(label("doubt", one.doubt.value)),),
            one.ref,
            leads=f"p/{one.ref}",
        )
        for one in beside.report.uncertain
    )
    return tuple(lines), blocks


def _absent(text: OfficialText, refs: Sequence[str]) -> tuple[str, ...]:
    missing = [ref for ref in refs if paragraph(text, ref) is None]
    return tuple(_("The imported text has no paragraph {ref}.").format(ref=ref) for ref in missing)


def _span(text: OfficialText, link: Link) -> tuple[str, ...]:
    """The paragraphs that a link leads to: its target alone, or the first and every whole number up to the last."""
    if not link.last or link.last == link.target:
        return (link.target,)
    first, last = (int(ref.split(".", 1)[0]) for ref in (link.target, link.last))
    if last - first > 3:  # A whole section is shown from where it begins.
        return (link.target,)
    return (link.target, *(str(number) for number in range(first + 1, last + 1)))


def _about_link(source: Paragraph, link: Link) -> tuple[str, ...]:
    """What to say where the number that the text gives is not where its heading or words lead."""
    if not link.given or link.by is Resolved.NUMBER or link.given.split("-")[0] == link.target:
        return ()
    said = _("Paragraph {source} gives the number {given}; what it names stands in {target}.")
    return (said.format(source=source.ref, given=link.given, target=link.target),)
