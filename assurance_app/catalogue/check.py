"""The check of a framework for whoever writes an edition: its ids, its references and its words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from assurance_app.catalogue import wording
from assurance_app.catalogue.findings import Finding, Severity, found, in_order, unreadable
from assurance_app.catalogue.loader import Loaded, load_with_places
from assurance_app.catalogue.source import Place, Source
from assurance_app.domain.framework import Framework, Requirement, SectionKind
from assurance_app.domain.official_text import OfficialText, Paragraph, expectations, heading_key, references
from assurance_app.domain.refusal import Refused

_GRAVITY = {
    "question-long": Severity.WARNING,
    "hard-to-read": Severity.WARNING,
}
"""Slips in wording that a person may decide to keep; every other is a fault."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """A requirement with the place where it is written."""

    requirement: Requirement
    section_id: str
    source: Source
    place: Place


@dataclass(frozen=True, slots=True)
class _Text:
    """A text that people read, with the place where it is written."""

    value: str
    source: Source
    place: Place


def check_framework(
    folder: Path, *, previous: Framework | None = None, official: OfficialText | None = None
) -> tuple[Finding, ...]:
    """What is wrong with the framework in the folder, faults first; empty where nothing is.

    What the loader refuses is the only finding, with the code "unreadable": the rest cannot be judged. `previous` is
    the framework as it was last issued (rules about ids hold between revisions of one edition; between editions a
    crosswalk tells). References, uncited paragraphs and copied words are looked for where `official` is given.
    """
    try:
        loaded = load_with_places(folder)
    except Refused as refusal:
        return (unreadable(refusal),)
    placed = tuple(_placed(loaded))
    findings = [*_ids(loaded, placed, previous), *_wording(loaded, placed), *_same_evidence(placed), *_acronyms(loaded)]
    if official is None:
        findings += _unused_pillars(loaded)
    else:
        findings += _references(loaded, placed, official)
        asking = tuple(expectations(official))
        findings += _uncited(loaded, placed, asking)
        findings += _empty_pillars(loaded, asking)
        findings += _copied(loaded, official)
    return in_order(findings)


def _placed(loaded: Loaded) -> Iterator[_Placed]:
    for (source, _form), section in zip(loaded.sections, loaded.framework.sections, strict=True):
        for index, requirement in enumerate(section.requirements):
            yield _Placed(requirement, section.id, source, ("requirements", index))


def _ids(loaded: Loaded, placed: tuple[_Placed, ...], previous: Framework | None) -> Iterator[Finding]:
    now = loaded.framework
    if previous is None or previous.id != now.id:
        return
    head = loaded.head_source
    was = {"framework": previous.id, "revision": previous.revision}
    if previous.hash != now.hash and now.revision <= previous.revision:
        yield found("revision-not-raised", Severity.FAULT, head, ("revision",), **was)
    by_id = {one.requirement.id: one for one in placed}
    sources = {section.id: source for (source, _), section in zip(loaded.sections, now.sections, strict=True)}
    for section in previous.sections:
        for before in section.requirements:
            one = by_id.get(before.id)
            if one is None:
                where = sources.get(section.id, head)
                yield found("id-vanished", Severity.FAULT, where, ("requirements",), id=before.id, **was)
                continue
            if one.requirement.refs != before.refs:
                change = {"id": before.id, "before": before.ref, "now": one.requirement.ref}
                yield found("ref-changed", Severity.FAULT, one.source, (*one.place, "ref"), **change, **was)
            if one.requirement.duty_on is not before.duty_on:
                change = {"id": before.id, "before": before.duty_on.value, "now": one.requirement.duty_on.value}
                yield found("duty-changed", Severity.FAULT, one.source, (*one.place, "duty_on"), **change, **was)


def _wording(loaded: Loaded, placed: tuple[_Placed, ...]) -> Iterator[Finding]:
    for one in placed:
        question, evidence = one.requirement.question, one.requirement.good_evidence
        slips = {
            "question": [*wording.question_slips(question), *wording.reading_slips(question)],
            "good_evidence": [*wording.evidence_slips(evidence), *wording.reading_slips(evidence)],
        }
        for key, kept in slips.items():
            for slip in kept:
                yield _slip_found(slip, one.source, (*one.place, key))
    for text in _texts(loaded):
        for slip in wording.placeholder_slips(text.value):
            yield _slip_found(slip, text.source, text.place)


def _slip_found(slip: wording.Slip, source: Source, place: Place) -> Finding:
    return found(slip.code, _GRAVITY.get(slip.code, Severity.FAULT), source, place, **slip.params)


_READ_BY_PEOPLE = frozenset(
    "about title question good_evidence label help "
    "regard influence resources held_to_account concluded next_year".split()
)
"""The keys of a section file whose text people read."""


def _texts(loaded: Loaded) -> Iterator[_Text]:
    for source, _form in loaded.sections:
        yield from _texts_within(source, source.value, ())


def _texts_within(source: Source, value: object, place: Place) -> Iterator[_Text]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts_within(source, inner, (*place, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _texts_within(source, inner, (*place, index))
    elif isinstance(value, str) and place[-1] in _READ_BY_PEOPLE:
        yield _Text(value, source, place)


def _same_evidence(placed: tuple[_Placed, ...]) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for one in placed:
        words = " ".join(one.requirement.good_evidence.casefold().split())
        if words in seen:
            place = (*one.place, "good_evidence")
            yield found("evidence-same", Severity.WARNING, one.source, place, id=seen[words])
        seen.setdefault(words, one.requirement.id)


def _acronyms(loaded: Loaded) -> Iterator[Finding]:
    texts = tuple(_texts(loaded))
    known = set(loaded.head.acronyms)
    for unit in loaded.framework.units:
        known |= set(wording.acronyms(unit.abbreviation))
    for text in texts:
        known |= set(wording.spelled_out(text.value))
    for text in texts:
        for acronym in wording.acronyms(text.value):
            if acronym not in known:
                known.add(acronym)  # once is enough
                yield found("acronym", Severity.WARNING, text.source, text.place, acronym=acronym)


def _unused_pillars(loaded: Loaded) -> Iterator[Finding]:
    used = {requirement.pillar for requirement in loaded.framework.requirements}
    for index, pillar in enumerate(loaded.framework.pillars):
        if pillar.id not in used:
            place = ("pillars", index)
            yield found("pillar-unused", Severity.FAULT, loaded.head_source, place, pillar=pillar.title)


def _references(loaded: Loaded, placed: tuple[_Placed, ...], official: OfficialText) -> Iterator[Finding]:
    known = references(official)
    for one in placed:
        for ref in one.requirement.refs:
            if ref not in known:
                yield found("ref-missing", Severity.FAULT, one.source, (*one.place, "ref"), ref=ref)
    for key in ("units", "national_figures", "left_out"):
        for index, item in enumerate(getattr(loaded.head, key)):
            if item.ref not in known:
                yield found("ref-missing", Severity.FAULT, loaded.head_source, (key, index, "ref"), ref=item.ref)


def _uncited(loaded: Loaded, placed: tuple[_Placed, ...], asking: tuple[Paragraph, ...]) -> Iterator[Finding]:
    cited = {ref: one.requirement.id for one in reversed(placed) for ref in one.requirement.refs}
    led_to = {above for ref in cited for above in _above(ref)}
    left_out = {item.ref for item in loaded.head.left_out}
    for index, item in enumerate(loaded.head.left_out):
        if item.ref in cited:
            place = ("left_out", index, "ref")
            yield found("left-out-cited", Severity.FAULT, loaded.head_source, place, ref=item.ref, id=cited[item.ref])
    for paragraph in asking:
        ref = paragraph.ref
        if ref in cited or left_out & {ref, *_above(ref)}:
            continue
        code, severity = "paragraph-uncited", Severity.FAULT
        if ref in led_to:
            if not _asks_before_its_list(paragraph):
                continue
            code, severity = "lead-uncited", Severity.WARNING
        elif any(above in cited for above in _above(ref)):
            code, severity = "letter-uncited", Severity.WARNING
        source = _source_for(loaded, paragraph.number)
        yield found(code, severity, source, ("paragraphs",), ref=ref, start=_start(paragraph.text))


def _asks_before_its_list(paragraph: Paragraph) -> bool:
    """Whether a paragraph whose letters are cited asks something in a sentence before the one that leads in to them."""
    sentences = re.split(r"(?<=[.?!])\s+", paragraph.text.strip())
    alone = replace(
        paragraph, path=(), text=" ".join(sentences[:-1] if paragraph.text.rstrip()[-1:] == ":" else sentences)
    )
    return any(expectations(OfficialText("", "", "", (alone,))))


def _source_for(loaded: Loaded, number: int) -> Source:
    """The file of the section that the paragraph belongs to; `framework.yaml` where it belongs to none."""
    for source, form in loaded.sections:
        if _covers(form.paragraphs, number):
            return source
    return loaded.head_source


def _covers(paragraphs: str, number: int) -> bool:
    first, last = (int(end) for end in paragraphs.split("-"))
    return first <= number <= last


def _above(ref: str) -> Iterator[str]:
    """The references that hold this one, from the nearest: "40.4" and "40" for "40.4.b"."""
    while "." in ref:
        ref = ref.rpartition(".")[0]
        yield ref


def _start(text: str, words: int = 8) -> str:
    parts = text.split()
    return " ".join(parts[:words]) + (" …" if len(parts) > words else "")


def _empty_pillars(loaded: Loaded, asking: tuple[Paragraph, ...]) -> Iterator[Finding]:
    for (source, form), section in zip(loaded.sections, loaded.framework.sections, strict=True):
        if section.kind is SectionKind.OWN_DUTIES:
            continue
        used = {requirement.pillar for requirement in section.requirements}
        for pillar in loaded.framework.pillars:
            wanted = heading_key(pillar.title)
            there = next(
                (
                    paragraph
                    for paragraph in asking
                    if _covers(form.paragraphs, paragraph.number)
                    and wanted in {heading_key(heading) for heading in paragraph.headings}
                ),
                None,
            )
            if there is not None and pillar.id not in used:
                names = {"pillar": pillar.title, "section": section.title, "ref": there.ref}
                yield found("pillar-empty", Severity.FAULT, source, ("requirements",), **names)


def _copied(loaded: Loaded, official: OfficialText) -> Iterator[Finding]:
    theirs = {run: one.ref for one in reversed(official.paragraphs) for run in wording.runs(one.text)}
    for text in _texts(loaded):
        run = next((run for run in wording.runs(text.value) if run in theirs), None)
        if run is not None:
            params = {"ref": theirs[run], "words": " ".join(run)}
            yield found("copied", Severity.FAULT, text.source, text.place, **params)
