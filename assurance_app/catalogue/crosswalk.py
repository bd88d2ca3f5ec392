"""Crosswalks between editions, `forms/crosswalks/<from>--<to>.yaml`: read, checked, compiled; and drafted by text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from assurance_app.catalogue.findings import Finding, Severity, found, in_order, unreadable
from assurance_app.catalogue.loader import first_fault
from assurance_app.catalogue.schema import CrosswalkForm
from assurance_app.catalogue.source import Place, Source, read_source
from assurance_app.domain.crosswalk import Crosswalk, Link, Relation
from assurance_app.domain.framework import Framework, Requirement
from assurance_app.domain.refusal import Refused

FOLDER = "crosswalks"
"""Beside the folders of the editions."""


def crosswalk_file(editions: Path, old: str, new: str) -> Path:
    """Where the crosswalk between two editions lies; `editions` is the folder that holds theirs."""
    return editions / FOLDER / f"{old}--{new}.yaml"


def load_crosswalk(path: Path, old: Framework, new: Framework) -> Crosswalk:
    """The crosswalk in the file; Refused("framework.fault") names file, line and key of the first fault."""
    source, form = _read(path)
    for finding in _check(source, form, old, new):
        if finding.severity is Severity.FAULT:
            fault = {"file": finding.file, "line": finding.line, "key": finding.key, "fault": finding.sentence}
            raise Refused("framework.fault", **fault)
    before = {requirement.id: requirement for requirement in old.requirements}
    after = {requirement.id: requirement for requirement in new.requirements}
    links: list[Link] = []
    withdrawn: list[str] = []
    added: list[str] = []
    for line in form.relations:
        if line.old and line.new:
            same = _words(before[line.old]) == _words(after[line.new])
            links.append(Link(line.old, line.new, Relation(line.relation), same))
        elif line.old:
            withdrawn.append(line.old)
        elif line.new:
            added.append(line.new)
    return Crosswalk(old.id, new.id, tuple(links), tuple(withdrawn), tuple(added))


def check_crosswalk(path: Path, old: Framework, new: Framework) -> tuple[Finding, ...]:
    """What is wrong with the crosswalk, faults first; a file that cannot be read is the only finding, "unreadable"."""
    try:
        source, form = _read(path)
    except Refused as refusal:
        return (unreadable(refusal),)
    return in_order(_check(source, form, old, new))


def _read(path: Path) -> tuple[Source, CrosswalkForm]:
    source = read_source(path)
    try:
        return source, CrosswalkForm.model_validate(source.value)
    except ValidationError as error:
        raise first_fault(source, error) from error


def _words(requirement: Requirement) -> tuple[str, str]:
    return " ".join(requirement.title.split()), " ".join(requirement.question.split())


def _check(source: Source, form: CrosswalkForm, old: Framework, new: Framework) -> Iterator[Finding]:
    def fault(code: str, place: Place, **params: object) -> Finding:
        return found(code, Severity.FAULT, source, place, **params)

    for key, named, wanted in (("from", form.old, old.id), ("to", form.new, new.id)):
        if named != wanted:
            yield fault("crosswalk-edition", (key,), found=named, needed=wanted)
    if source.path.stem != f"{old.id}--{new.id}":
        needed = f"{old.id}--{new.id}.yaml"
        yield fault("crosswalk-name", (), found=source.path.name, old=old.id, new=new.id, needed=needed)
    for index, line in enumerate(form.relations):
        place: Place = ("relations", index)
        if line.relation == "none" and bool(line.old) == bool(line.new):
            yield fault("crosswalk-none", place)
        if line.relation != "none" and not (line.old and line.new):
            yield fault("crosswalk-one-sided", place, old=old.id, new=new.id)
    for key, framework in (("from", old), ("to", new)):
        yield from _check_side(source, form, key, framework)
    yield from _check_pairs(source, form)
    yield from _check_ids(source, form, old, new)
    yield from _check_duties(source, form, old, new)


def _check_side(source: Source, form: CrosswalkForm, key: str, framework: Framework) -> Iterator[Finding]:
    """Every id of one edition appears, none that it does not have, and none both with and without a counterpart."""
    known = {requirement.id for requirement in framework.requirements}
    seen: dict[str, list[int]] = {}
    for index, line in enumerate(form.relations):
        named = line.old if key == "from" else line.new
        if named is None:
            continue
        seen.setdefault(named, []).append(index)
        if named not in known:
            place: Place = ("relations", index, key)
            yield found("crosswalk-unknown", Severity.FAULT, source, place, framework=framework.id, id=named)
    for requirement in framework.requirements:
        if requirement.id not in seen:
            names = {"framework": framework.id, "id": requirement.id}
            yield found("crosswalk-absent", Severity.FAULT, source, ("relations",), **names)
    for named, indexes in seen.items():
        if len(indexes) < 2:
            continue
        relations = [form.relations[index].relation for index in indexes]
        for relation, code, severity in (
            ("none", "crosswalk-contradiction", Severity.FAULT),
            ("equal", "crosswalk-equal-and-more", Severity.WARNING),
        ):
            if relation in relations:
                at = relations.index(relation)
                other = indexes[0 if at else 1]
                place = ("relations", indexes[at], key)
                line_number = source.line_of(("relations", other))
                yield found(code, severity, source, place, id=named, line=line_number)


def _check_pairs(source: Source, form: CrosswalkForm) -> Iterator[Finding]:
    seen: dict[tuple[str | None, str | None], int] = {}
    for index, line in enumerate(form.relations):
        pair = (line.old, line.new)
        if pair in seen and line.old and line.new:
            first = source.line_of(("relations", seen[pair]))
            yield found("crosswalk-twice", Severity.FAULT, source, ("relations", index), line=first)
        seen.setdefault(pair, index)


def _check_ids(source: Source, form: CrosswalkForm, old: Framework, new: Framework) -> Iterator[Finding]:
    """An id is never reused: where both editions have it, the two requirements are related."""
    pairs = {(line.old, line.new) for line in form.relations}
    after = {requirement.id for requirement in new.requirements}
    places = {line.old: ("relations", index, "from") for index, line in reversed(list(enumerate(form.relations)))}
    for requirement in old.requirements:
        same = requirement.id
        if same in after and (same, same) not in pairs and same in places:
            yield found("crosswalk-id-reused", Severity.FAULT, source, places[same], id=same)


def _check_duties(source: Source, form: CrosswalkForm, old: Framework, new: Framework) -> Iterator[Finding]:
    """A view of what the chief constable has cannot stand as a position of the body's, and the other way round."""
    before = {requirement.id: requirement.takes_position for requirement in old.requirements}
    after = {requirement.id: requirement.takes_position for requirement in new.requirements}
    for index, line in enumerate(form.relations):
        if line.relation != "equal" or line.old is None or line.new is None:
            continue
        positions = (before.get(line.old), after.get(line.new))
        if None not in positions and positions[0] != positions[1]:
            place: Place = ("relations", index, "relation")
            yield found("crosswalk-duty", Severity.WARNING, source, place, old=line.old, new=line.new)
