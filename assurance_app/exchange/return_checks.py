"""What a return must be to be believed: its parts, their hashes, their shapes, and that they agree with each other.

A fault is said in words for a person. Nothing is kept or answered before the last check has passed.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from assurance_app.domain.canonical import digest, is_canonical
from assurance_app.domain.dates import check_dates
from assurance_app.domain.disclosure import Audience, Marking
from assurance_app.domain.fields import check_fields
from assurance_app.domain.framework import Framework, framework_from_plain
from assurance_app.domain.projection import for_audience, record_from_projection
from assurance_app.domain.record import Record
from assurance_app.domain.refusal import Refused
from assurance_app.domain.text import clean_text, refuse_higher_marking
from assurance_app.domain.years import parse_year
from assurance_app.files.archive import ArchiveFault, Limits, open_archive
from assurance_app.words import _
from assurance_app.words.sentences import sentence

_MB = 1024 * 1024
LARGEST_FILE = 50 * _MB
_LIMITS = Limits(file=LARGEST_FILE, part=25 * _MB, total=60 * _MB, count=20, ratio=200, sealed=True)
_OFFICE_LIMITS = Limits(file=25 * _MB, part=50 * _MB, total=100 * _MB, count=500, ratio=500)
_OFFICE_ENDINGS = (".xml", ".rels", ".png", ".jpg", ".jpeg", ".gif", ".svg", ".emf", ".vml", ".odttf")
_DEEPEST = 24
_LARGEST_JSON = {"manifest.json": 64 * 1024, "content.json": 10 * _MB, "framework.json": 5 * _MB}
"""Bytes. Those of the sample have 1, 130 and 320 KB."""
_MOST_VALUES = 100_000
"""A return that answers every requirement at length has some 20,000. Each costs far more memory than its bytes."""
_MOST_MARKS = 4 * _MOST_VALUES
"""Strings and brackets: a value of an object has no more than these."""
_NEEDED = frozenset({"manifest.json", "content.json", "framework.json", "summary.docx", "summary.xlsx"})
_KNOWN = _NEEDED | {"statement.docx"}
OFFICE_PARTS = ("statement.docx", "summary.docx", "summary.xlsx")
"""The parts that people read with other programs."""
# A string that does not end takes all that is left; looked for again from each quote in it, it would take for ever.
_STRING = rb'"(?:[^"\\]++|\\.)*+(?:"|\\?\Z)'
_ESCAPED = re.compile(r"\\[bfru]")
_TEXT = re.compile(_STRING, re.DOTALL)
_STRUCTURE = re.compile(_STRING + rb"|([\[{])|([\]}])", re.DOTALL)
_COMMA = re.compile(_STRING + rb"|(,)", re.DOTALL)
_CONTENT_TYPES = "[Content_Types].xml"
"""The part that every Word file and every workbook has."""
_ALIKE = bytes.maketrans(b"{}", b"[]")
_NO_BRACKETS = bytes(sorted(set(range(256)) - set(b"[]{}")))
_PLAIN_LETTERS = bytes(range(0x20, 0x7F))
SCHEMA_VERSION = 1


class Fault(Exception):
    """Why a return is refused: a code of `words.sentences`, and the detail in words for a person."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail


def _unreadable(detail: str) -> Fault:
    return Fault("return.unreadable", detail)


def _altered(detail: str) -> Fault:
    return Fault("return.altered", detail)


@dataclass(frozen=True, slots=True)
class Checked:
    """A return that passed: what partners may read of the year, the manifest and the content as plain values."""

    record: Record
    manifest: Mapping[str, Any]
    content: Mapping[str, Any]
    documents: Mapping[str, bytes]
    """The Word and Excel files inside, by the names of their parts."""


def checked_return(data: bytes) -> Checked:
    """The return in the bytes of a file, or a Fault."""
    parts = _parts(data)
    head = _manifest(parts)
    _check_hashes(parts, head)
    content = _json(parts, "content.json")
    framework = known_framework(head["framework"]["hash"], lambda: _framework(parts))
    from assurance_app.exchange.shape import content_model

    _check_shape("content.json", content_model(), content)
    try:
        record = record_against(content, framework)
    except (ValueError, TypeError, KeyError) as error:
        raise _unreadable(_("{part} is not what it should be").format(part="content.json")) from error
    _check_texts(parts["content.json"].decode("utf-8"), [content])
    _check_texts(parts["manifest.json"].decode("utf-8"), [head])
    _check_agreement(record, head, content)
    _check_record(record)
    documents = {name: part for name, part in parts.items() if name in OFFICE_PARTS}
    return Checked(record, head, content, documents)


def _parts(data: bytes) -> dict[str, bytes]:
    try:
        parts = open_archive(data, _LIMITS)
    except ArchiveFault as fault:
        # Of a Word file or a workbook, how many parts it has is not what its sender needs to know.
        is_other = b"manifest.json" not in data
        raise _unreadable(_other_kind(data) if is_other else str(fault)) from fault
    if "manifest.json" not in parts:
        is_other = _CONTENT_TYPES in parts
        raise _unreadable(_other_kind(data) if is_other else _("it has no {part}").format(part="manifest.json"))
    return parts


def _other_kind(data: bytes) -> str:
    if data.startswith(b"%PDF-") or _CONTENT_TYPES.encode() in data:
        return _("it is a Word, Excel or PDF file; a statement in one is entered by hand, on the page of its body")
    return _("it is another kind of file")


def _manifest(parts: Mapping[str, bytes]) -> Mapping[str, Any]:
    head = _json(parts, "manifest.json")
    if not isinstance(head, dict) or head.get("format") != "sprreturn":
        raise _unreadable(_("it does not say that it is a return"))
    version = head.get("schema_version")
    if type(version) is int and version > SCHEMA_VERSION:
        # Before anything else is asked of it: what a newer version wrote is not for this one to judge.
        raise Fault("return.newer")
    from assurance_app.exchange.shape import Manifest

    _check_shape("manifest.json", Manifest, head)
    if missing := sorted(_NEEDED - parts.keys()):
        raise _unreadable(_("it has no {part}").format(part=missing[0]))
    if unknown := sorted(parts.keys() - _KNOWN):
        raise _unreadable(_("it has a part that no return has: {part}").format(part=unknown[0]))
    return head


def _check_hashes(parts: Mapping[str, bytes], head: Mapping[str, Any]) -> None:
    named = head["parts"]
    if named.keys() != parts.keys() - {"manifest.json"}:
        raise _altered(_("it does not hold the parts that it names"))
    hashes = {name: hashlib.sha256(parts[name]).hexdigest() for name in named}
    for name in sorted(named):
        if hashes[name] != named[name]:
            raise _altered(_("{part} is not the one that it was made with").format(part=name))
    # Both parts are canonical JSON, so that the hash of their bytes is the digest of what they say.
    if hashes["framework.json"] != head["framework"]["hash"]:
        raise _altered(_("the framework is not the one that it names"))
    if hashes["content.json"] != head["digests"]["apcc"]:
        raise _altered(_("the content is not the one that its digests name"))
    if digest({"v": 1, "digests": head["digests"]}) != head["fingerprint"]:
        raise _altered(_("the fingerprint is not that of its digests"))
    for name in OFFICE_PARTS:
        if name in parts:
            _check_office_file(name, parts[name])


def _check_office_file(name: str, data: bytes) -> None:
    """People open these with other programs, so what can do harm there is not let in either."""
    from assurance_app.files.outward import parts_and_outward

    try:
        names, outward = parts_and_outward(data, _OFFICE_LIMITS)
    except ArchiveFault as fault:
        raise _unreadable(_("{part}: {fault}").format(part=name, fault=fault)) from fault
    if _CONTENT_TYPES not in names or not all(part.lower().endswith(_OFFICE_ENDINGS) for part in names):
        raise _unreadable(_("{part} is not a plain Word or Excel file").format(part=name))
    if outward:
        raise _unreadable(_("{part} would fetch something from elsewhere when it is opened").format(part=name))


def _json(parts: Mapping[str, bytes], name: str) -> Any:
    data = parts[name]
    if len(data) > _LARGEST_JSON[name]:
        raise _unreadable(_("{part} is larger than any real one").format(part=name))
    value = plain_json(name, data)
    try:
        is_spelt_so = is_canonical(data, value)
    except (ValueError, TypeError) as error:
        raise _unreadable(_("{part} is not JSON that can be read").format(part=name)) from error
    if not is_spelt_so:
        # Twice the same key, another order, another spelling: two readers could read it differently.
        raise _unreadable(_("{part} is not written in the one way that is allowed").format(part=name))
    return value


def plain_json(name: str, data: bytes) -> Any:
    """The values in a part that is JSON, of bounded depth and number; a Fault that speaks of the part by `name`."""
    _check_depth(name, data)
    try:
        return json.loads(data.decode("utf-8"), parse_float=_no_number, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise _unreadable(_("{part} is not JSON that can be read").format(part=name)) from error


def _no_number(text: str) -> float:
    raise ValueError(f"the number {text} is not a whole one")


def _check_depth(name: str, data: bytes) -> None:
    _check_number(name, data)
    outside, strings = _TEXT.subn(b"", data)
    brackets = outside.translate(_ALIKE, _NO_BRACKETS)
    if strings + len(brackets) <= _MOST_MARKS and _is_shallow(brackets):
        return
    depth = 0
    for number, found in enumerate(_STRUCTURE.finditer(data)):
        if found.lastindex == 1:
            depth += 1
            if depth > _DEEPEST:
                raise _unreadable(_("{part} is nested too deeply").format(part=name))
        elif found.lastindex == 2:
            depth -= 1
        if number > _MOST_MARKS:
            raise _too_many(name)


def _is_shallow(brackets: bytes) -> bool:
    """Whether brackets, all alike, are pairs not nested too deeply: each turn takes the innermost away."""
    for _level in range(_DEEPEST):
        brackets = brackets.replace(b"[]", b"")
    return not brackets


def _check_number(name: str, data: bytes) -> None:
    # Text has commas too; only where there are very many is it worth while to look which of them part values.
    if data.count(b",") <= _MOST_VALUES:
        return
    commas = 0
    for number, found in enumerate(_COMMA.finditer(data)):
        commas += found.lastindex is not None
        if commas > _MOST_VALUES or number > _MOST_MARKS:
            raise _too_many(name)


def _too_many(name: str) -> Fault:
    return _unreadable(_("{part} has more in it than any real one").format(part=name))


def _check_shape(name: str, model: Any, value: object) -> None:
    from pydantic import ValidationError

    try:
        model.model_validate(value)
    except ValidationError as error:
        from assurance_app.exchange.shape import fault_words

        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        place = ".".join(str(step)[:60] for step in first["loc"])[:200]
        detail = _("in {part}, {place} {fault}").format(part=name, place=place, fault=fault_words(first["type"]))
        raise _unreadable(_one_line(detail)) from error


def _one_line(text: str) -> str:
    return "".join(letter if letter.isprintable() else "?" for letter in text)


_frameworks: dict[str, Framework] = {}
"""Frameworks that were read before, by hash: 43 returns rest on one or two of them."""
_MOST_FRAMEWORKS = 8


def known_framework(key: str, read: Callable[[], Framework]) -> Framework:
    """The framework of that hash, read and checked only when it is met for the first time."""
    framework = _frameworks.get(key)
    if framework is None:
        framework = read()
        if len(_frameworks) >= _MOST_FRAMEWORKS:
            _frameworks.clear()
        _frameworks[key] = framework
    return framework


def _framework(parts: Mapping[str, bytes]) -> Framework:
    name = "framework.json"
    plain = _json(parts, name)
    from assurance_app.exchange.shape import framework_model

    _check_shape(name, framework_model(), plain)
    _check_texts(parts[name].decode("utf-8"), [plain])
    try:
        framework = framework_from_plain(plain)
    except (ValueError, TypeError, KeyError) as error:
        raise _unreadable(_("{part} is not what it should be").format(part=name)) from error
    sections = [section.id for section in framework.sections]
    requirements = [requirement.id for requirement in framework.requirements]
    if len(set(sections)) != len(sections) or len(set(requirements)) != len(requirements):
        raise _unreadable(_("{part} gives an id twice").format(part=name))
    return framework


def record_against(content: Mapping[str, object], framework: Framework) -> Record:
    """The record in a content, against its framework. ValueError, TypeError or KeyError where it does not fit."""
    # The framework is read once and not with each record, which would take longer than all else.
    bare = replace(framework, sections=(), pillars=(), units=(), national_figures=())
    return replace(record_from_projection(content, bare), framework=framework)


def _check_texts(raw: str, plain: list[Any]) -> None:
    """Clean text, and no marking above OFFICIAL-SENSITIVE, as everywhere that text enters."""
    texts: list[str] = []
    if _ESCAPED.search(raw):
        texts = list(_texts(plain))
        letters = set().union(*texts)
    else:
        # Then every letter is written as itself, save line breaks and tabs, which any text may hold.
        letters = set(raw.encode().translate(None, _PLAIN_LETTERS).decode())
    together = "".join(sorted(letters))
    # What clean text is, is decided letter by letter, so each letter needs to be asked about only once.
    if clean_text(together) != together:
        raise _unreadable(_("it holds characters that no text may hold"))
    if "SECRET" in raw or any(unicodedata.category(letter) == "Cf" for letter in letters):
        for text in texts or _texts(plain):
            try:
                refuse_higher_marking(text)
            except Refused as refusal:
                raise _unreadable(_("it holds a marking above OFFICIAL-SENSITIVE")) from refusal


def _texts(values: list[Any]) -> Iterator[str]:
    while values:
        value = values.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, list):
            values.extend(value)
        elif isinstance(value, dict):
            values.extend(value.keys())
            values.extend(value.values())


def _check_agreement(record: Record, head: Mapping[str, Any], content: Mapping[str, Any]) -> None:
    """The manifest, the content and the framework speak of the same body, year and edition."""
    cycle, framework = record.cycle, record.framework
    try:
        agree = parse_year(head["year"]) == cycle.year == head["year"]
    except Refused:
        agree = False
    edition = (head["framework"]["id"], head["framework"]["revision"])
    agree = (
        agree
        and (head["body_id"], head["body_name"]) == (record.body.id, record.body.name_as_used)
        and cycle.body_id == record.body.id
        and content["record"]["framework"] == head["framework"]
        and edition == (framework.id, framework.revision) == (cycle.framework_id, cycle.framework_revision)
    )
    if not agree:
        raise _altered(_("its parts do not speak of the same body, year and edition"))


def _check_record(record: Record) -> None:
    """What the types cannot say: known requirements, each once, values that fit, nothing that partners may not read."""
    _check_entities(record)
    if record.cycle.marking not in tuple(Marking):
        raise _unreadable(_("its marking is not one that a return may carry"))
    requirements = {requirement.id: requirement for requirement in record.framework.requirements}
    sections = {section.id for section in record.framework.sections}
    answered = [answer.requirement_id for answer in record.answers]
    stated = [statement.section_id for statement in record.threat_statements]
    if not requirements.keys() >= set(answered) or not sections >= set(stated):
        raise _unreadable(_("it speaks of a requirement or a threat that its framework has not"))
    if len(set(answered)) != len(answered) or len(set(stated)) != len(stated):
        raise _unreadable(_("it speaks of a requirement or a threat twice"))
    for answer in record.answers:
        requirement = requirements[answer.requirement_id]
        if answer.view if requirement.takes_position else answer.position:
            raise _unreadable(_("it gives a position where a view is asked for, or a view for a position"))
        try:
            check_fields(requirement, answer.fields)
        except Refused as refusal:
            raise _unreadable(_one_line(sentence(refusal.code, refusal.params))) from refusal
    if for_audience(record, Audience.APCC) != record:
        raise _unreadable(_("it holds what the APCC may not read"))


def _check_entities(record: Record) -> None:
    """Every entity is there once, of this body and year, and its days are days."""
    for part in fields(record):
        rows = getattr(record, part.name)
        if not isinstance(rows, tuple):
            continue
        if len({row.id for row in rows}) != len(rows):
            raise _unreadable(_("it gives an id twice"))
        owners = {(getattr(row, "cycle_id", record.cycle.id), getattr(row, "body_id", record.body.id)) for row in rows}
        if owners - {(record.cycle.id, record.body.id)}:
            raise _unreadable(_("it holds what is of another body or another year"))
        try:
            for row in rows:
                check_dates(row)
        except Refused as refusal:
            shown = _one_line(str(refusal.params["date"]))[:60]
            raise _unreadable(_("it gives a date that is none: {date}").format(date=shown)) from refusal
