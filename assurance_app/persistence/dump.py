"""A whole workspace as plain JSON values and back: `dump(load(x)) == x`, byte for byte.

The file is the canonical JSON of the dump and a newline. What comes in is checked whole before a file is made.
"""

from __future__ import annotations

import dataclasses
import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NoReturn

from sqlalchemy import Connection, Table, insert, select
from sqlalchemy.exc import IntegrityError

from assurance_app.domain.canonical import LARGEST_NUMBER, canonical_json
from assurance_app.domain.entities import KINDS
from assurance_app.domain.framework import framework_from_plain, framework_to_plain
from assurance_app.domain.plain import from_plain, to_plain
from assurance_app.domain.refusal import Refused
from assurance_app.domain.text import clean_text, refuse_higher_marking
from assurance_app.persistence import attachments as attachment_files
from assurance_app.persistence import audit, earlier_dumps, indexing, making
from assurance_app.persistence.engine import connect, engine_for
from assurance_app.persistence.reading import AuditEntry, Reading
from assurance_app.persistence.rows import digest_of, from_payload, text_of, to_payload, to_row, utc_now
from assurance_app.persistence.tables import AUDIT, DRAFT, FRAMEWORK, META, PAYLOAD, TABLES
from assurance_app.words import _

FORMAT = "assurance-workspace"
VERSION = 2
_DEPTH = 60


def dump(reading: Reading) -> dict[str, Any]:
    """Everything in the workspace: kind, settings, frameworks, entities, drafts, record of changes, contents."""
    connection = reading.connection
    meta = dict(reading.metas())
    return {
        "format": FORMAT,
        "v": VERSION,
        "kind": meta.pop(making.KIND),
        "meta": meta,
        "frameworks": [
            {"saved_at": row.saved_at, "framework": json.loads(row.body)}
            for row in connection.execute(select(FRAMEWORK).order_by(FRAMEWORK.c.id, FRAMEWORK.c.revision))
        ],
        "entities": {kind: list(_stored(reading, cls)) for kind, cls in KINDS.items()},
        "drafts": [
            {
                "kind": draft.kind,
                "id": draft.id,
                "base_version": draft.base_version,
                "by": draft.by,
                "saved_at": draft.saved_at,
                "payload": json.loads(draft.body),
            }
            for draft in connection.execute(select(DRAFT).order_by(DRAFT.c.kind, DRAFT.c.id))
        ],
        "audit": [dataclasses.asdict(entry) for entry in reading.audit()],
        "payloads": [
            {
                "digest": row.digest,
                "body": None if row.body is None else json.loads(row.body),
                "erased_at": row.erased_at,
            }
            for row in connection.execute(select(PAYLOAD).order_by(PAYLOAD.c.digest))
        ],
    }


def _stored(reading: Reading, cls: type[Any]) -> Iterator[dict[str, Any]]:
    for stored in reading.all_stored(cls):
        yield {"version": stored.version, "saved_at": stored.saved_at, "entity": to_plain(stored.entity)}


def file_of(plain: Mapping[str, Any]) -> bytes:
    """The bytes of the file that holds a dump."""
    return canonical_json(plain) + b"\n"


def workspace_schema() -> dict[str, Any]:
    """The JSON Schema of a dump."""
    from assurance_app.persistence.dump_models import DumpModel

    schema = DumpModel.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def read(source: Path) -> object:
    """The plain values in a dump's file; Refused("file.missing") or ("load.not-a-dump") with what is wrong with it."""
    try:
        text = source.read_bytes().decode("utf-8")
        return json.loads(text, object_pairs_hook=_once, parse_float=_no_float, parse_constant=_no_float)
    except OSError as error:
        if isinstance(error, FileNotFoundError):
            raise Refused("file.missing", path=str(source)) from error
        raise _not_a_dump(str(source), error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise _not_a_dump(str(source), _("it is not UTF-8")) from error
    except json.JSONDecodeError as error:
        detail = _("line {line}: it is not JSON").format(line=error.lineno)
        raise _not_a_dump(str(source), detail) from error
    except _Fault as fault:
        raise _not_a_dump(str(source), str(fault)) from fault
    except (RecursionError, ValueError) as error:
        raise _not_a_dump(str(source), _("it is nested too deeply or holds too large a number")) from error


class _Fault(Exception):
    pass


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _value in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _Fault(_("the key “{key}” stands twice in one object").format(key=twice[:80]))
    return found


def _no_float(text: str) -> NoReturn:
    raise _Fault(_("{number} is not a whole number").format(number=text[:40]))


def _not_a_dump(source_name: str, detail: str) -> Refused:
    return Refused("load.not-a-dump", path=source_name, detail=detail)


def load(path: Path, plain: object, *, attachments: Path | None, source_name: str) -> None:
    """Make a new workspace at `path` from a dump, one of an earlier version too, whole or not at all.

    `attachments` is the folder that `dump --attachments` filled, None to go without. Refused: load.not-a-dump with the
    place, load.attachment, audit.broken, text.marking, workspace.exists, file.unwritable, workspace.disk-full.
    """
    plain = earlier_dumps.brought_up(plain)
    try:
        _check_plain(plain, "")
        checked = _checked(plain)
    except _Fault as fault:
        raise _not_a_dump(source_name, str(fault)) from fault
    with making.new(path, "", utc_now) as new:
        _fill(new.file, checked, source_name)
        if attachments is not None:
            _take_attachments(new.path, new.file, attachments, source_name)
    new.lock.release()


def _check_plain(value: object, place: str, depth: int = 0) -> None:
    """Only what canonical JSON can spell, and only clean text; the fault names the place."""
    if depth > _DEPTH:
        raise _Fault(_("{place}: it is nested too deeply").format(place=place[:200]))
    if isinstance(value, str):
        if clean_text(value) != value:
            raise _Fault(_("{place}: the text holds characters that are not kept").format(place=place))
        refuse_higher_marking(value)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            _check_plain(key, place, depth)
            _check_plain(item, f"{place}.{key}" if place else str(key), depth + 1)
    elif isinstance(value, list):
        for number, item in enumerate(value):
            _check_plain(item, f"{place}[{number}]", depth + 1)
    elif not (value is None or isinstance(value, bool | int)) or (
        isinstance(value, int) and abs(value) > LARGEST_NUMBER
    ):
        raise _Fault(_("{place}: {value} cannot be kept").format(place=place, value=repr(value)[:40]))


def _checked(plain: object) -> Mapping[str, Any]:
    from pydantic import ValidationError

    from assurance_app.persistence.dump_models import DumpModel

    try:
        DumpModel.model_validate(plain)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        place = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in first["loc"]).lstrip(".")
        raise _Fault(f"{place or FORMAT}: {first['msg']}") from error
    return plain  # type: ignore[return-value] # the model has just said that it is one


def _fill(file: Path, plain: Mapping[str, Any], source_name: str) -> None:
    connection = connect(file, "rw")
    engine = engine_for(connection)
    try:
        with engine.connect().execution_options(begin="BEGIN IMMEDIATE") as transaction:
            try:
                _insert(transaction, plain, source_name)
            except (_Fault, ValueError, TypeError, KeyError) as error:
                raise _not_a_dump(source_name, str(error)) from error
            reading = Reading(transaction, source_name)
            audit.verify(reading)
            # What was written in another order, or differs in what no check above looks at, would not come out again.
            if file_of(dump(reading)) != file_of(plain):
                raise _not_a_dump(source_name, _("its entries are not in the order in which they are written"))
            indexing.make_anew(transaction)
            transaction.commit()
    finally:
        engine.dispose()
        connection.close()


def _insert(connection: Connection, plain: Mapping[str, Any], source_name: str) -> None:
    meta = [{"key": key, "value": value} for key, value in plain["meta"].items()]
    _insert_into(connection, META, [{"key": making.KIND, "value": plain["kind"]}, *meta], "meta")
    _insert_into(connection, FRAMEWORK, [_framework_row(item) for item in plain["frameworks"]], "frameworks")
    for kind, cls in KINDS.items():
        rows = [
            {**to_row(from_plain(cls, item["entity"])), "version": item["version"], "saved_at": item["saved_at"]}
            for item in plain["entities"][kind]
        ]
        _insert_into(connection, TABLES[cls], rows, f"entities.{kind}")
    _insert_into(connection, DRAFT, [_draft_row(item) for item in plain["drafts"]], "drafts")
    audit.verify_chain([AuditEntry(**entry) for entry in plain["audit"]], source_name)
    _insert_into(connection, AUDIT, plain["audit"], "audit")
    payloads = [{**item, "body": None if item["body"] is None else text_of(item["body"])} for item in plain["payloads"]]
    _insert_into(connection, PAYLOAD, payloads, "payloads")


def _insert_into(connection: Connection, table: Table, rows: list[dict[str, Any]], place: str) -> None:
    if not rows:
        return
    try:
        connection.execute(insert(table), rows)
    except IntegrityError as error:
        raise _Fault(_("{place}: an id stands twice, or names what is not there").format(place=place)) from error


def _framework_row(item: Mapping[str, Any]) -> dict[str, Any]:
    framework = framework_from_plain(item["framework"])
    body = text_of(framework_to_plain(framework))
    return {
        "id": framework.id,
        "revision": framework.revision,
        "hash": digest_of(body),
        "body": body,
        "saved_at": item["saved_at"],
    }


def _draft_row(item: Mapping[str, Any]) -> dict[str, Any]:
    entity = from_payload(KINDS[item["kind"]], item["payload"])
    if entity is None or entity.id != item["id"]:
        raise _Fault(_("{place}: it is not the draft of {id}").format(place="drafts", id=item["id"]))
    columns = {name: item[name] for name in ("kind", "id", "base_version", "by", "saved_at")}
    return {**columns, "body": text_of(to_payload(entity))}


def _take_attachments(path: Path, file: Path, folder: Path, source_name: str) -> None:
    connection = connect(file, "ro")
    engine = engine_for(connection)
    try:
        with engine.connect() as transaction:
            reading = Reading(transaction, source_name)
            needed, named = attachment_files.current(reading), attachment_files.named(reading)
    finally:
        engine.dispose()
        connection.close()
    was_there = attachment_files.folder_of(path).exists()
    try:
        # What only an earlier version named may have been lost before the dump was made; what is named now may not.
        for sha256 in attachment_files.take(path, named, folder):
            if sha256 in needed:
                raise Refused("load.attachment", path=source_name, sha256=sha256)
    except BaseException:
        if not was_there:
            shutil.rmtree(attachment_files.folder_of(path), ignore_errors=True)
        raise
