"""What each audience may see of a record, and the fingerprint that binds an approval to it.

Redaction is by construction: documents and returns are made from a record that was filtered first, so that what an
audience may not read is not there to be printed by mistake.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import fields, replace

from assurance_app.domain.canonical import digest
from assurance_app.domain.disclosure import Audience, Disclosure, Guarded, is_published, may_read
from assurance_app.domain.entities import Answer, Clearance, EvidenceRevision, ThreatStatement
from assurance_app.domain.framework import Framework
from assurance_app.domain.plain import from_plain, to_plain
from assurance_app.domain.record import Record
from assurance_app.domain.withholding import other_entries_for

PROJECTION_VERSION = 1
_PROJECTED = (Audience.PUBLIC, Audience.APCC, Audience.FORCE, Audience.OFFICE)
"""The panel reads what the public reads, so it has no projection of its own."""


def for_audience(record: Record, audience: Audience) -> Record:
    """The record with everything taken out that the audience may not read.

    Where the text itself is withheld but has a wording for the public, the wording stands in its place, alone.
    Capacity figures, gaps and the reasons of departures are published only with clearance.
    """
    if audience is Audience.OFFICE:
        return record
    answers = tuple(seen for answer in record.answers if (seen := _answer_for(record, answer, audience)) is not None)
    statements = tuple(
        account
        for statement in record.threat_statements
        if (account := _statement_for(statement, audience)) is not None
    )
    evidence = tuple(item for revision in record.evidence if (item := _evidence_for(revision, audience)) is not None)
    targets = {answer.id for answer in answers} | {statement.id for statement in statements}
    revisions = {revision.id for revision in evidence}
    links = tuple(link for link in record.links if link.revision_id in revisions and link.target_id in targets)
    linked = {link.revision_id for link in links}
    # Who decided on a departure goes to whoever reads that there is one, not to whoever reads a wording instead.
    others = other_entries_for(record, audience, (answer.id for answer in answers if answer.is_answered))
    targets |= {entry.id for entries in others.values() for entry in entries}
    return replace(
        record,
        answers=answers,
        threat_statements=statements,
        evidence=tuple(revision for revision in evidence if revision.id in linked),
        links=links,
        clearances=_clearances_for(record, audience, targets),
        body=replace(record.body, note=""),
        **others,
    )


def _clearances_for(record: Record, audience: Audience, seen: Set[str]) -> tuple[Clearance, ...]:
    """Who cleared what the audience sees; the public is not told names of officers."""
    if is_published(audience):
        return ()
    return tuple(clearance for clearance in record.clearances if clearance.target_id in seen)


def _only(guarded: Guarded, audience: Audience) -> str | None:
    """The wording that replaces the whole entry for the audience; None where the entry itself may be read."""
    if is_published(audience) and guarded.public_wording:
        return guarded.public_wording
    return None if may_read(audience, guarded.disclosure) else guarded.public_wording


def _answer_for(record: Record, answer: Answer, audience: Audience) -> Answer | None:
    wording = _only(answer.account, audience)
    readable = may_read(audience, answer.disclosure)
    if not readable and not wording:
        return None
    if not readable:
        return Answer(
            answer.id,
            answer.cycle_id,
            answer.requirement_id,
            rests_on=wording or "",
            disclosure=Disclosure.PUBLIC,
        )
    if wording is not None:
        answer = replace(answer, rests_on=wording)
    answer = replace(answer, public_wording="")
    if not is_published(audience) or record.is_cleared(answer.id):
        return answer
    requirement = record.framework.requirement(answer.requirement_id)
    capacity = {field.id for field in requirement.fields if field.capacity}
    return replace(
        answer,
        gap="",
        next_step="",
        reason="" if answer.is_departure else answer.reason,
        chief_constables_reason="",
        bodys_view_of_reason="",
        view=None if answer.is_departure else answer.view,
        position=None if answer.is_departure else answer.position,
        provided=None if answer.is_departure else answer.provided,
        rests_on="" if answer.is_departure and wording is None else answer.rests_on,
        fields={key: value for key, value in answer.fields.items() if key not in capacity},
    )


def _statement_for(statement: ThreatStatement, audience: Audience) -> ThreatStatement | None:
    wording = _only(Guarded("", statement.disclosure, statement.public_wording), audience)
    readable = may_read(audience, statement.disclosure)
    if not readable and not wording:
        return None
    if wording is None:
        return replace(statement, public_wording="")
    # The wording stands for the whole account; the opinion goes with it only where the account itself may be read.
    replaced = ThreatStatement(
        statement.id,
        statement.cycle_id,
        statement.section_id,
        regard=wording,
        disclosure=Disclosure.PUBLIC,
    )
    return replace(replaced, opinion=statement.opinion, held_on=statement.held_on) if readable else replaced


def _evidence_for(revision: EvidenceRevision, audience: Audience) -> EvidenceRevision | None:
    if may_read(audience, revision.disclosure):
        wording = revision.public_wording if is_published(audience) else ""
        return replace(revision, shows=wording or revision.shows, public_wording="", owner="")
    if not revision.public_wording:
        return None
    return EvidenceRevision(
        id=revision.id,
        evidence_id=revision.evidence_id,
        number=revision.number,
        type=revision.type,
        title=revision.public_wording,
        disclosure=Disclosure.PUBLIC,
    )


def project(record: Record, audience: Audience) -> dict[str, object]:
    """The plain, versioned projection of a record for an audience; the framework is named by id, revision and hash."""
    return _project(record, audience, record.framework.hash)


def _project(record: Record, audience: Audience, framework_hash: str) -> dict[str, object]:
    framework = record.framework
    seen = for_audience(record, audience)
    plain: dict[str, object] = {
        part.name: _in_order(getattr(seen, part.name)) for part in fields(Record) if part.name != "framework"
    }
    plain["framework"] = {"id": framework.id, "revision": framework.revision, "hash": framework_hash}
    # Where a year stands (drafting, in review) is not what is approved.
    plain["cycle"] = {**to_plain(record.cycle), "status": "drafting"}
    return {"v": PROJECTION_VERSION, "audience": _projected(audience).value, "record": plain}


def _in_order(value: object) -> object:
    # In which order rows were read or written is no part of what they say.
    if not isinstance(value, tuple):
        return to_plain(value)
    return sorted(to_plain(value), key=lambda row: str(row["id"]))


def record_from_projection(plain: Mapping[str, object], framework: Framework) -> Record:
    """The record in a projection, against its framework. ValueError, TypeError or KeyError where it does not fit."""
    if plain.get("v") != PROJECTION_VERSION:
        raise ValueError(f"projection version {plain.get('v')}")
    record = plain["record"]
    if not isinstance(record, Mapping):
        raise TypeError("the record is not an object")
    # The edition is whole already: its hundreds of requirements need not be written out and read again.
    bare = replace(framework, pillars=(), sections=(), units=(), national_figures=())
    return replace(from_plain(Record, {**record, "framework": to_plain(bare)}), framework=framework)


def manifest(record: Record) -> dict[str, object]:
    """The digest of each audience's projection: what a fingerprint is the hash of."""
    framework_hash = record.framework.hash  # dear: it reads the whole edition
    return {
        "v": PROJECTION_VERSION,
        "digests": {audience.value: digest(_project(record, audience, framework_hash)) for audience in _PROJECTED},
    }


def fingerprint(record: Record) -> str:
    """The hash that binds an approval to its content: whoever holds one projection can verify its part of it."""
    return digest(manifest(record))


def _projected(audience: Audience) -> Audience:
    return Audience.PUBLIC if audience is Audience.PANEL else audience
