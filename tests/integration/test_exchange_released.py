"""Returns that released versions wrote are read for ever; the format does not change without another version."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from assurance_app.application import dumping
from assurance_app.domain.disclosure import Audience
from assurance_app.domain.home_office import messages
from assurance_app.domain.national import national_picture, national_workbook
from assurance_app.domain.projection import for_audience
from assurance_app.domain.return_difference import return_difference
from assurance_app.domain.summary import apcc_summary, apcc_summary_workbook
from assurance_app.exchange.claim import Claim, claimed
from assurance_app.exchange.return_checks import SCHEMA_VERSION
from assurance_app.exchange.returns import ReceivedContent, read_return
from tests.fixtures.returns import parts_of

COUNTS = {
    "answers": 100,
    "statements": 6,
    "sessions": 7,
    "actions": 6,
    "objectives": 6,
    "figures": 9,
    "agreements": 4,
    "findings": 2,
    "messages": 2,
}
RELEASED = Path(__file__).parent.parent / "fixtures" / "released"
SHA256 = {1: "93d9015b62278f7e98ecfd5ba4ff77c3db004ccc92bb6547cbec5505855819c9"}


@pytest.fixture(scope="module", params=SHA256)
def received(request: pytest.FixtureRequest) -> ReceivedContent:
    """The return that a version wrote, as it is read now."""
    return read_return(RELEASED / f"{request.param}.sprreturn")


def test_there_is_a_return_of_every_version() -> None:
    assert list(SHA256) == list(range(1, SCHEMA_VERSION + 1))


@pytest.mark.parametrize("version", SHA256)
def test_its_bytes_are_those_that_the_version_wrote(version: int) -> None:
    assert hashlib.sha256((RELEASED / f"{version}.sprreturn").read_bytes()).hexdigest() == SHA256[version]


def test_it_says_what_it_said(received: ReceivedContent) -> None:
    assert (received.body_id, received.year, received.draft, received.before_panel) == (
        "fenmarch",
        "2025-26",
        False,
        True,
    )
    record = received.record
    assert record.framework.id == "spr-2023"
    counts = {
        "answers": len(record.answers),
        "statements": len(record.threat_statements),
        "sessions": len(record.sessions),
        "actions": len(record.actions),
        "objectives": len(record.objectives),
        "figures": len(record.capacity_figures),
        "agreements": len(record.agreements),
        "findings": len(record.findings),
        "messages": len(messages(record)),
    }
    assert counts == COUNTS
    assert for_audience(record, Audience.APCC) == record


def test_everything_can_be_made_from_it(received: ReceivedContent) -> None:
    record = received.record
    assert apcc_summary(record, signed=None).blocks
    assert apcc_summary_workbook(record, None).sheets
    assert national_workbook(national_picture([received.as_return()], received.year, [record.body])).sheets
    assert return_difference(record, record) == ()


@pytest.mark.parametrize("version", SHA256)
def test_it_says_whose_it_is_without_being_read(version: int) -> None:
    path = RELEASED / f"{version}.sprreturn"
    assert claimed(path) == Claim("fenmarch", "Fenmarch Police and Crime Commissioner (invented)", "2025-26")


@pytest.mark.parametrize("version", SHA256)
def test_the_published_schema_fits_it(version: int) -> None:
    parts = parts_of(RELEASED / f"{version}.sprreturn")
    plain = {name: json.loads(data) for name, data in parts.items() if name.endswith(".json")}
    assert not list(Draft202012Validator(dumping.schema("return")).iter_errors(plain))


def shape(schema: dict[str, Any]) -> dict[str, Any]:
    """What a schema lets in, as far as a reader of an older version could stumble over it."""
    return {
        name: {
            "keys": {key: _values(value) for key, value in sorted(definition["properties"].items())},
            "required": sorted(definition.get("required", [])),
        }
        for name, definition in sorted(schema["$defs"].items())
    }


def _values(plain: Any) -> list[str]:
    """The types, the fixed values and the names of other definitions that a value may have."""
    if isinstance(plain, list):
        return sorted({word for item in plain for word in _values(item)})
    if not isinstance(plain, dict):
        return []
    found = [str(plain[key]) for key in ("type", "const", "pattern", "$ref") if key in plain]
    found += [str(value) for value in plain.get("enum", ())]
    found += [word for key in ("anyOf", "items", "additionalProperties") for word in _values(plain.get(key))]
    return sorted(set(found))


def test_the_format_does_not_change_without_another_version() -> None:
    kept = json.loads((RELEASED / f"shape-{SCHEMA_VERSION}.json").read_text(encoding="utf-8"))
    assert shape(dumping.schema("return")) == kept, "raise SCHEMA_VERSION: an older program would refuse this unkindly"
