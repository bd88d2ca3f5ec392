"""What a document is checked for, Word or PDF: the office's own, and those that this program writes.

The rules look at what was read (`files.office_document`); their words are data (`resources/document_checks.json`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from assurance_app import paths
from assurance_app.domain.text import word_count
from assurance_app.domain.withheld import NOTHING, Withheld
from assurance_app.files.every_word import every_word
from assurance_app.files.office_document import OfficeDocument, Passage, Spot, SpotKind, excerpt

_FEW_WORDS = 300
"""A document of fewer needs no headings."""
_LONG_WORDS, _LONG_PAGES = 3000, 10
"""What is longer needs contents."""
_PAGED_WORDS = 600
"""What is shorter may be one page, which needs no number."""
_LEFT_OVER = re.compile(r"\{\{[^{}\n]{0,80}\}\}|\{%[^\n]{0,80}?%\}|«[A-Za-z_]{2,40}»")
_MARKING = re.compile(
    r"[^\w]*(?:UK[ \-]+)?(?:OFFICIAL(?:[ \-:–—]+SENSITIVE)?|TOP[ \-]+SECRET|SECRET|CONFIDENTIAL|RESTRICTED|PROTECT)"
    r"(?:[ \-:–—/]+[A-Z][A-Z ]{2,30})?[^\w]*"
)
_MARKED_LINE = re.compile(r"[^\w]*OFFICIAL[ \-:–—]+SENSITIVE\b")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_NAME = re.compile(r"[A-Z][\w’'-]+(?: [A-Z]\.?)?(?: [A-Z][\w’'-]+){1,2}|[A-Z][\w’'-]+, [A-Z][\w’'-]+")
_WRITTEN = ("comments", "keywords")
_NAMED = ("author", "last_modified_by", "manager")
_MOST = 20
"""So many findings of one rule are listed; what is left is counted in the last."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What is to mend (`mend`), or at least to look at: by which rule, where, and what stands there."""

    code: str
    mend: bool
    spot: Spot
    detail: str = ""
    more: int = 0
    """How many more of the same there are."""


def findings(document: OfficeDocument, kept: Withheld = NOTHING, *, published: bool = True) -> tuple[Finding, ...]:
    """All that is to mend, in the order of the rules and of the document.

    `kept` are the words that the public may not read; they and markings are looked for in what is to be `published`.
    """
    found: dict[str, list[tuple[Spot, str]]] = {code: [] for code in rules()}
    looks = [_properties, _structure, _tables_and_pictures, _left_behind, _texts, _links]
    for look in looks:
        for code, spot, detail in look(document):
            found[code].append((spot, detail))
    if published:
        found["marking.found"] += list(_markings(document))
        found["words.withheld"] += list(_withheld(document, kept))
    made = []
    for code, places in found.items():
        for number, (spot, detail) in enumerate(places[:_MOST], start=1):
            more = len(places) - _MOST if number == _MOST and len(places) > _MOST else 0
            made.append(Finding(code, rules()[code]["kind"] == "mend", spot, detail, more))
    return tuple(made)


@cache
def rules() -> dict[str, dict[str, Any]]:
    """The rules by code, as their data has them: kind, title, why, and what to do in Word (`word`) and PDF (`pdf`)."""
    return {rule["code"]: rule for rule in _data()["rules"]}


@cache
def _data() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((paths.resources() / "document_checks.json").read_text(encoding="utf-8"))
    return found


@cache
def _placeholders() -> re.Pattern[str]:
    """What is left to fill in, by the same data as the checks of the year."""
    words = json.loads((paths.resources() / "checks.json").read_text(encoding="utf-8"))["words"]
    return re.compile("|".join(words["placeholders"]))


Found = Iterator[tuple[str, Spot, str]]
_WHOLE = Spot()


def _properties(document: OfficeDocument) -> Found:
    given = document.properties
    if not given.get("title"):
        yield "title.missing", _WHOLE, ""
    if not document.language:
        yield "language.missing", _WHOLE, ""
    if not given.get("author"):
        yield "author.missing", _WHOLE, ""
    for name in dict.fromkeys(given[key] for key in _NAMED if key in given):
        if is_person(name):
            yield "properties.names", _WHOLE, name
    for key in _WRITTEN:
        if given.get(key):
            yield "properties.written", _WHOLE, excerpt(given[key])
    for name in document.custom_properties:
        yield "properties.custom", _WHOLE, name


def is_person(name: str) -> bool:
    """Whether a name reads as that of a person: two or three words in capitals, none of them that of an office."""
    words = re.findall(r"[\w’'-]+", name)
    return bool(_NAME.fullmatch(name.strip())) and not any(
        word.casefold().replace("’", "").replace("'", "") in _data()["office_words"] for word in words
    )


def _structure(document: OfficeDocument) -> Found:
    words = sum(word_count(passage.text) for passage in document.passages)
    if not document.is_tagged:
        yield "pdf.untagged", _WHOLE, ""
    elif words > _FEW_WORDS and not document.headings:
        yield "headings.none", _WHOLE, ""
    before = 0
    for level, spot in document.headings:
        if document.kind == "docx" and not spot.words:
            yield "heading.empty", spot, ""
            continue
        if level > before + 1:
            yield "heading.skipped", spot, str(level)
        before = level
    for passage in document.passages:
        if passage.all_bold:
            yield "heading.fake", passage.spot, ""
    if (words > _LONG_WORDS or document.pages > _LONG_PAGES) and not document.has_contents:
        yield "contents.missing", _WHOLE, ""
    if words > _PAGED_WORDS and not document.has_page_numbers:
        yield "pages.unnumbered", _WHOLE, ""
    for page in document.scanned:
        yield "page.scanned", Spot(SpotKind.PAGE, page), ""


def _tables_and_pictures(document: OfficeDocument) -> Found:
    for table in document.tables:
        if not table.has_header:
            yield "table.no-header", table.spot, ""
        if table.is_merged:
            yield "table.merged", table.spot, ""
    for picture in document.pictures:
        if not picture.alternative and not picture.decorative:
            yield "picture.no-alt", picture.spot, ""
    for faint in document.faint:
        yield "contrast.low", faint.spot, f"{faint.ratio:.1f}"


def _left_behind(document: OfficeDocument) -> Found:
    for code, spots in (
        ("hidden.text", document.hidden),
        ("comments.left", document.comments),
        ("changes.left", document.changes),
    ):
        for spot in spots:
            yield code, spot, ""
    for name in document.attached:
        yield "attached.left", _WHOLE, name


def _texts(document: OfficeDocument) -> Found:
    for passage in document.passages:
        for code, pattern in (("template.left", _LEFT_OVER), ("text.placeholder", _placeholders())):
            for match in pattern.finditer(passage.text):
                if code == "template.left" or not _LEFT_OVER.search(match[0]):
                    yield code, passage.spot, excerpt(match[0])


def _links(document: OfficeDocument) -> Found:
    for link in document.links:
        words = " ".join(link.words.split())
        if _ADDRESS.fullmatch(words) or words.casefold().strip(" .") in _data()["vague_links"]:
            yield "link.bare", link.spot, excerpt(link.target)


def _markings(document: OfficeDocument) -> Iterator[tuple[Spot, str]]:
    seen: set[str] = set()
    for passage in document.passages:
        for line in passage.text.splitlines():
            bare = " ".join(line.split())
            is_marking = len(bare) <= 80 and (_MARKING.fullmatch(bare) or _MARKED_LINE.match(bare))
            # A marking stands on every page; once is enough to say so.
            if is_marking and bare not in seen:
                seen.add(bare)
                yield passage.spot, excerpt(bare)


def _withheld(document: OfficeDocument, kept: Withheld) -> Iterator[tuple[Spot, str]]:
    """Where words stand that are withheld; the detail names the place in the record and not the words."""
    everywhere = [*document.passages, *_beside(document)]
    for passage in everywhere if kept.runs else ():
        for words in dict.fromkeys(origin.words for origin in kept.all_in(passage.text)):
            yield passage.spot, words


def withheld_elsewhere(content: bytes, kept: Withheld, told: Iterable[Finding]) -> Iterator[Finding]:
    """Words withheld that stand in a file and not in what was found already: all of it is looked through.

    A file that cannot be taken apart further has nothing more to say: it was read for the other rules.
    """
    known = {finding.detail for finding in told if finding.code == "words.withheld"}
    try:
        for said in every_word(content) if kept.runs else ():
            for origin in kept.all_in(said.text, only_long=said.technical):
                if origin.words not in known:
                    known.add(origin.words)
                    yield Finding("words.withheld", True, Spot(SpotKind.UNSEEN), origin.words)
    except ValueError:
        return


def _beside(document: OfficeDocument) -> Iterator[Passage]:
    for name, value in document.properties.items():
        if name != "language":
            yield Passage(value, _WHOLE)
    for picture in document.pictures:
        yield Passage(picture.alternative, picture.spot)
    for spot in (*document.comments, *document.changes, *document.hidden):
        yield Passage(spot.words, spot)
