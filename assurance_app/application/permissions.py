"""Who may be named and quoted in the national summary, and what each body said of the extract it was sent to check."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

from assurance_app.application.changes import Outcome
from assurance_app.application.commissioning import year_in
from assurance_app.application.entries import add_entry
from assurance_app.application.library_steps import Replaced, Step, outcome_of
from assurance_app.application.receiving import received_return_id
from assurance_app.application.recording import cleaned
from assurance_app.application.restoring import Restorable, take_away
from assurance_app.application.workspaces import need_kind
from assurance_app.domain.commissioning import (
    EnteredReturn,
    Extract,
    ExtractAnswer,
    Permission,
    PermissionKind,
    expected_body_id,
)
from assurance_app.domain.commissioning_rules import check_commissioned
from assurance_app.domain.entities import Body, ReceivedReturn, Stored
from assurance_app.domain.refusal import Refused
from assurance_app.domain.text import clean_text
from assurance_app.domain.values import WorkspaceKind
from assurance_app.persistence.workspace import Reading, UnitOfWork, Workspace

_EXTRACT_VERSION = 1


@dataclass(frozen=True, slots=True)
class PermissionRow:
    """A permission, asked for or given, with its body."""

    permission: Stored[Permission]
    body: Body


@dataclass(frozen=True, slots=True)
class ExtractRow:
    """An extract that was sent to a body, its words, and whether the summary says something else of it by now."""

    extract: Stored[Extract]
    body: Body
    text: str
    is_changed: bool


def list_permissions(workspace: Workspace, year: str = "", body_id: str = "") -> tuple[PermissionRow, ...]:
    """The permissions of the year, of one body or of all, by the name of the body, names before quotations."""
    need_kind(workspace, WorkspaceKind.NATIONAL)
    with workspace.reading() as reading:
        found = reading.find(Permission, year=year_in(reading, year))
        bodies = {stored.entity.id: stored.entity for stored in reading.find(Body)}
    rows = [
        PermissionRow(stored, bodies[stored.entity.body_id])
        for stored in found
        if not body_id or stored.entity.body_id == body_id
    ]
    return tuple(sorted(rows, key=_by_name))


def _by_name(row: PermissionRow) -> tuple[str, bool, str, str]:
    asked = row.permission.entity
    return row.body.name_as_used.casefold(), asked.kind is PermissionKind.QUOTE, asked.section_id, asked.text


def ask_to_name(workspace: Workspace, year: str, body_id: str, asked_on: str) -> Outcome[Restorable]:
    """Note that a body was asked whether it may be named."""
    return _ask(workspace, Permission(uuid4().hex, year, body_id, PermissionKind.NAME, asked_on=asked_on))


def ask_to_quote(
    workspace: Workspace,
    year: str,
    body_id: str,
    text: str,
    asked_on: str,
    *,
    section_id: str = "",
    is_good_practice: bool = False,
) -> Outcome[Restorable]:
    """Note that a body was asked whether these words of its may be quoted.

    Refused("permission.no-words"), and Refused("permission.not-its-words") where they are not in what came from it.
    """
    asked = Permission(
        uuid4().hex,
        year,
        body_id,
        PermissionKind.QUOTE,
        text=clean_text(text).strip(),
        section_id=section_id,
        asked_on=asked_on,
        is_good_practice=is_good_practice,
    )
    return _ask(workspace, asked)


def _ask(workspace: Workspace, asked: Permission) -> Outcome[Restorable]:
    need_kind(workspace, WorkspaceKind.NATIONAL)
    check_commissioned(asked)
    with workspace.reading() as reading:
        kept = replace(asked, year=year_in(reading, asked.year))
        if kept.kind is PermissionKind.QUOTE and not _are_its_words(reading, kept):
            body = reading.get(Body, kept.body_id)
            raise Refused("permission.not-its-words", body=body.entity.name_as_used if body else kept.body_id)
    return add_entry(workspace, kept)


def _are_its_words(reading: Reading, asked: Permission) -> bool:
    wanted = _flat(asked.text)
    return any(wanted in _flat(text) for text in _said(reading, asked.year, asked.body_id))


def _said(reading: Reading, year: str, body_id: str) -> Iterator[str]:
    """Every text that came from a body for a year: in its return, and quoted in what the APCC entered."""
    received = reading.get(ReceivedReturn, received_return_id(body_id, year))
    if received is not None:
        plain = reading.payload(received.entity.content)
        yield from _texts(plain["content"] if isinstance(plain, Mapping) else None)
    entered = reading.get(EnteredReturn, expected_body_id(year, body_id))
    if entered is not None:
        yield from (threat.passage for threat in entered.entity.threats)


def _texts(plain: Any) -> Iterator[str]:
    if isinstance(plain, str):
        yield plain
    elif isinstance(plain, Mapping):
        for value in plain.values():
            yield from _texts(value)
    elif isinstance(plain, list | tuple):
        for value in plain:
            yield from _texts(value)


def _flat(text: str) -> str:
    return " ".join(text.split())


def grant(workspace: Workspace, permission_id: str, name: str, role: str, granted_on: str) -> Outcome[Step]:
    """Record who gave a permission, and when. Refused("permission.incomplete")."""
    if not (name.strip() and role.strip() and granted_on):
        raise Refused("permission.incomplete")
    given = {"granted_by": name, "granted_role": role, "granted_on": granted_on, "withdrawn_on": ""}
    return _change(workspace, permission_id, given)


def withdraw(workspace: Workspace, permission_id: str, withdrawn_on: str) -> Outcome[Step]:
    """Record that a permission was withdrawn, or refused: from now on the summary neither names nor quotes by it."""
    if not withdrawn_on:
        raise Refused("entry.no-date")
    return _change(workspace, permission_id, {"withdrawn_on": withdrawn_on})


def _change(workspace: Workspace, permission_id: str, changes: dict[str, str]) -> Outcome[Step]:
    with workspace.unit_of_work() as work:
        held = work.get(Permission, permission_id)
        if held is None:
            raise LookupError(f"no permission {permission_id}")
        changed_one = cleaned(replace(held.entity, **changes))  # type: ignore[arg-type] # each is a text
        after = work.put(changed_one, held.version).entity
        work.commit()
    return outcome_of((Replaced(held.entity, after),))


def remove_permission(workspace: Workspace, permission_id: str) -> Outcome[Restorable]:
    """Take a permission away, asked for by mistake."""
    return take_away(workspace, Permission, permission_id)


def standing(reading: Reading, year: str) -> tuple[Permission, ...]:
    """The permissions of the year that were given and not withdrawn."""
    found: Iterable[Permission] = (stored.entity for stored in reading.find(Permission, year=year))
    return tuple(permission for permission in found if permission.stands)


# Extracts


def send_extract(
    workspace: Workspace, year: str, body_id: str, text: str, sent_to: str, sent_on: str, *, key: str = ""
) -> Outcome[Restorable]:
    """Record what was sent to a body to check: its words are kept as they were sent. `key` is its id, else a new one.

    Refused("extract.nothing" | "extract.incomplete").
    """
    need_kind(workspace, WorkspaceKind.NATIONAL)
    words = clean_text(text)
    if not words.strip():
        raise Refused("extract.nothing")
    if not (sent_to.strip() and sent_on):
        raise Refused("extract.incomplete")
    with workspace.unit_of_work() as work:
        sent = Extract(key or uuid4().hex, year_in(work, year), body_id, sent_on, sent_to, _kept(work, words))
        made = work.put(cleaned(sent), 0).entity
        work.commit()
    step = Restorable((made,), True)
    return Outcome(step, outcome_of((Replaced(None, made),)).changed)


def _kept(work: UnitOfWork, words: str) -> str:
    return work.put_payload({"v": _EXTRACT_VERSION, "extract": words})


def list_extracts(workspace: Workspace, year: str = "", now: Mapping[str, str] | None = None) -> tuple[ExtractRow, ...]:
    """The extracts of the year by the name of the body, the one sent last first.

    `now` is what the summary says of each body by now, by its id; without it no extract counts as changed.
    """
    need_kind(workspace, WorkspaceKind.NATIONAL)
    with workspace.reading() as reading:
        found = reading.find(Extract, year=year_in(reading, year))
        bodies = {stored.entity.id: stored.entity for stored in reading.find(Body)}
        rows = [_extract_row(reading, stored, bodies[stored.entity.body_id], now) for stored in found]
    rows.sort(key=lambda row: row.extract.entity.sent_on, reverse=True)
    return tuple(sorted(rows, key=lambda row: row.body.name_as_used.casefold()))


def _extract_row(reading: Reading, stored: Stored[Extract], body: Body, now: Mapping[str, str] | None) -> ExtractRow:
    kept = reading.payload(stored.entity.digest)
    text = str(kept.get("extract", "")) if isinstance(kept, Mapping) else ""
    is_changed = now is not None and clean_text(now.get(body.id, "")) != text
    return ExtractRow(stored, body, text, is_changed)


def answer_extract(
    workspace: Workspace, extract_id: str, answer: ExtractAnswer, by: str, on: str, words: str = ""
) -> Outcome[Step]:
    """Record what a body answered. Refused("extract.no-answer") where it does not say who answered and when."""
    if answer is not ExtractAnswer.WAITING and not (by.strip() and on):
        raise Refused("extract.no-answer")
    with workspace.unit_of_work() as work:
        held = work.get(Extract, extract_id)
        if held is None:
            raise LookupError(f"no extract {extract_id}")
        given = replace(held.entity, answer=answer, answered_by=by, answered_on=on, words=words)
        after = work.put(cleaned(given), held.version).entity
        work.commit()
    return outcome_of((Replaced(held.entity, after),))


def remove_extract(workspace: Workspace, extract_id: str) -> Outcome[Restorable]:
    """Take an extract away, recorded by mistake."""
    return take_away(workspace, Extract, extract_id)
