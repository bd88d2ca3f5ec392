"""The rules of the evidence library."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assurance_app import paths
from assurance_app.domain import evidence
from assurance_app.domain.briefing import CONTENT_PARTS, TYPES_WITHOUT_CONTENT
from assurance_app.domain.disclosure import Disclosure
from assurance_app.domain.entities import EvidenceLink, EvidenceRevision
from assurance_app.domain.plain import from_plain, to_plain
from assurance_app.domain.values import TargetKind

PAPER = EvidenceRevision("p@1", "p", 1, "other", "Paper", shows="It worked.", owner="A", review_by="2026-03-01")
FULL: dict[str, Any] = dict.fromkeys(CONTENT_PARTS, "what was said")


def link(target: str, item: str) -> EvidenceLink:
    return EvidenceLink(f"{target}|{item}", "c", f"{item}@1", item, TargetKind.ANSWER, target)


def test_a_briefing_cannot_be_made_with_content_in_any_way() -> None:
    made = EvidenceRevision(
        "b@1", "b", 1, "briefing-received", "Briefing", source="The unit", date="2026-01-02", **FULL
    )
    turned = replace(PAPER, type="briefing-received")
    read = from_plain(EvidenceRevision, {**to_plain(PAPER), **FULL, "type": "briefing-received"})
    for revision in (made, turned, read):
        assert [getattr(revision, part) for part in CONTENT_PARTS] == [""] * len(CONTENT_PARTS)
    assert (made.source, made.date) == ("The unit", "2026-01-02")


def test_the_data_and_the_rule_name_the_same_types() -> None:
    types = json.loads((paths.resources() / "evidence_types.json").read_text(encoding="utf-8"))["types"]
    assert {row["id"] for row in types if not row.get("keeps_content", True)} == TYPES_WITHOUT_CONTENT


@pytest.mark.parametrize(
    ("by", "out"), [("", False), ("2026-03-01", False), ("2026-02-28", True), ("2026-03-02", False)]
)
def test_an_item_is_out_of_date_the_day_after(by: str, out: bool) -> None:
    assert evidence.is_out_of_date(replace(PAPER, review_by=by), "2026-03-01") is out


def test_what_rests_on_an_item_alone_would_break() -> None:
    links = [link("a", "x"), link("b", "x"), link("b", "y"), link("c", "y"), link("c", "z")]
    assert evidence.rests_alone(links, (), {"x"}) == ("a",)
    assert evidence.rests_alone(links, {"z"}, {"x", "y"}) == ("a", "b", "c")
    assert evidence.rests_alone(links, {"x"}, {"x"}) == ()


@given(st.sampled_from(Disclosure), st.sampled_from(Disclosure))
def test_an_earlier_revision_is_never_opened_by_a_later_one(old: Disclosure, new: Disclosure) -> None:
    readers = {Disclosure.PUBLIC: 4, Disclosure.PARTNERS: 3, Disclosure.FORCE: 2, Disclosure.OFFICE: 1}
    newest = replace(PAPER, number=2, title="Another", owner="B", review_by="2027-01-01", disclosure=new)
    followed = evidence.followed_by_earlier(replace(PAPER, disclosure=old), newest)
    assert readers[followed.disclosure] == min(readers[old], readers[new])
    assert (followed.owner, followed.review_by, followed.title) == ("B", "2027-01-01", "Paper")


def test_housekeeping_is_not_another_wording() -> None:
    assert evidence.same_words(PAPER, replace(PAPER, owner="B", review_by="", disclosure=Disclosure.PUBLIC))
    assert not evidence.same_words(PAPER, replace(PAPER, public_wording="Wording"))
