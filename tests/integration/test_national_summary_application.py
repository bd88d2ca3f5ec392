"""The national summary as it is written: set with what is typed, what bodies said, what changed since clearance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assurance_app.application import (
    commissioning,
    national,
    national_cache,
    permissions,
    recording,
    summarising,
)
from assurance_app.application.dumping import dump_text, load_from
from assurance_app.application.national_year import NationalYear, load_year
from assurance_app.application.progress import Cancelled
from assurance_app.application.receiving import receive_returns
from assurance_app.application.summary_page import (
    TEXT,
    export_summary,
    load_summary,
    passages,
    said_of_bodies,
    set_summary,
)
from assurance_app.application.workspaces import open_workspace
from assurance_app.domain.commissioning import SummaryText
from assurance_app.domain.content import Heading
from assurance_app.domain.national import NationalPicture, PartId, Sent, national_picture, what_was_sent
from assurance_app.domain.values import Opinion
from assurance_app.files.pdf import pdf_text
from assurance_app.persistence import audit
from assurance_app.persistence.workspace import Workspace
from tests.fixtures.national import BODIES, return_file
from tests.fixtures.national import national as new_national
from tests.fixtures.returns import YEAR

SAID = "I asked for the times and not only the averages."
OWN = "Much was done."


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sent")
    return_file(folder, "westmarch", opinion=Opinion.NOT_ASSURED)
    return_file(folder, "eastmarch")
    return_file(folder, "northmarch", draft=True)
    return folder


@pytest.fixture
def workspace(tmp_path: Path, sent: Path) -> Iterator[Workspace]:
    with new_national(tmp_path) as workspace:
        receive_returns(workspace, [sent])
        yield workspace


def text(part: PartId, words: str) -> SummaryText:
    return SummaryText(f"{YEAR}/{part.value}", YEAR, part.value, words)


def permit(workspace: Workspace, body_id: str = "westmarch") -> None:
    permissions.ask_to_quote(workspace, YEAR, body_id, SAID, "2026-06-02", section_id="terrorism")
    (row,) = permissions.list_permissions(workspace)
    permissions.grant(workspace, row.permission.entity.id, "A. West", "Chief executive", "2026-06-03")


def test_a_year_without_returns_shows_the_threats_of_its_edition(tmp_path: Path) -> None:
    with new_national(tmp_path) as workspace:
        assert "terrorism" in {threat.id for threat in load_year(workspace).picture.threats}


def test_what_was_sent_is_gone_through_once_for_all_settings(workspace: Workspace) -> None:
    first = set_summary(load_summary(workspace).year, ())
    assert first.year.ready is not None
    again = set_summary(first.year, (text(PartId.GAPS, OWN),))
    assert again.year.ready is first.year.ready
    assert again.year.made_ready() is again.year


def test_coming_back_goes_through_what_was_sent_again_only_where_something_was_sent(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone_through: list[NationalPicture] = []

    def counted(picture: NationalPicture) -> Sent:
        gone_through.append(picture)
        return what_was_sent(picture)

    monkeypatch.setattr(national_cache, "what_was_sent", counted)
    national_cache.read_ahead(workspace)
    set_summary(load_summary(workspace).year, (text(PartId.GAPS, OWN),))
    recording.save(workspace, text(PartId.METHOD, OWN), 0)
    line = commissioning.list_expected(workspace)[0].line
    recording.save(workspace, replace(line.entity, note="Rang them."), line.version)
    page = load_summary(workspace)
    assert len(gone_through) == 1
    receive_returns(workspace, [return_file(tmp_path, "southmarch")])
    again = load_summary(workspace)
    assert gone_through[1:] == [again.year.picture]
    for each in (page, again):
        assert each.parts == replace(each.year, ready=None).parts()


def test_pages_say_what_is_typed_and_where_it_stands(workspace: Workspace) -> None:
    recording.save(workspace, text(PartId.METHOD, "As it was kept."), 0)
    year = load_summary(workspace).year
    made = set_summary(year, (text(PartId.GAPS, OWN), text(PartId.METHOD, "As it is typed.")))
    said = [" ".join(page.split()) for page in pdf_text(made.pages.pdf)]
    mark = made.pages.mark_of("gaps", TEXT)
    assert mark is not None
    assert OWN in said[mark.page]
    assert "As it is typed." in " ".join(said)
    assert "As it was kept." not in " ".join(said)
    assert [mark.place for mark in made.pages.marks if not mark.name] == [
        block.place for block in made.tree.blocks if isinstance(block, Heading)
    ]


def test_nothing_that_was_said_twice_stands_twice(workspace: Workspace) -> None:
    year = load_summary(workspace).year
    part = next(part for part in set_summary(year, ()).parts if part.id is PartId.WHO_RETURNED)
    sentence = part.proposals[-1].sentence
    made = set_summary(year, (text(PartId.WHO_RETURNED, sentence),))
    said = " ".join(" ".join(pdf_text(made.pages.pdf)).split())
    assert said.count(sentence) == 1


def test_passages_are_found_by_words_and_threat_and_never_in_a_draft(workspace: Workspace) -> None:
    year = load_summary(workspace).year
    assert [found.body_id for found in passages(year, "AVERAG times")] == ["eastmarch", "westmarch"]
    assert {found.section_id for found in passages(year)} == {"terrorism"}
    assert not passages(year, "averages", "cyber")
    assert not passages(year, "averages zebra")


def test_only_who_is_named_or_quoted_gets_an_extract(workspace: Workspace) -> None:
    assert not said_of_bodies(set_summary(load_summary(workspace).year, ()))
    permit(workspace)
    (said,) = said_of_bodies(set_summary(load_summary(workspace).year, ()))
    assert (said.body_id, said.is_named, said.is_quoted) == ("westmarch", False, True)
    assert SAID in said.text
    assert load_year(workspace).extracts(["westmarch"])["westmarch"] == said.text


def test_documents_say_draft_until_it_is_cleared_and_what_changed_since(workspace: Workspace, tmp_path: Path) -> None:
    tree = load_year(workspace).summary()
    assert tree.status == "Draft, not cleared"
    digest = summarising.digest_of_summary(tree)
    summarising.clear_summary(workspace, YEAR, "A. Lead", "Portfolio lead", "2026-07-10", digest, tree)
    page = load_summary(workspace)
    assert page.year.clearance is not None
    assert page.year.clearance.digest == digest
    assert not page.is_changed
    assert not page.changed
    assert page.year.summary().status == "Cleared by A. Lead, Portfolio lead, on 10 July 2026"
    made = export_summary(workspace, ("pdf",), tmp_path / "out")
    assert "Cleared by A. Lead" in " ".join(pdf_text(made.files[0]))
    recording.save(workspace, text(PartId.GAPS, OWN), 0)
    permit(workspace)
    page = load_summary(workspace)
    assert page.is_changed
    assert [(each.title, each.before) for each in page.changed] == [
        ("What commissioners conclude", ()),
        ("Gaps that many share", ()),
    ]
    assert SAID in page.changed[0].now
    assert page.changed[1].now == (OWN,)
    assert page.year.summary().status == "Draft, not cleared"


def test_what_was_cleared_goes_with_the_workspace(workspace: Workspace, tmp_path: Path) -> None:
    tree = load_year(workspace).summary()
    digest = summarising.digest_of_summary(tree)
    summarising.clear_summary(workspace, YEAR, "A. Lead", "Portfolio lead", "2026-07-10", digest, tree)
    recording.save(workspace, text(PartId.GAPS, OWN), 0)
    (tmp_path / "dump.json").write_bytes(dump_text(workspace))
    load_from(tmp_path / "again.assurance", tmp_path / "dump.json")
    with open_workspace(tmp_path / "again.assurance", author="A. Reader", write=False) as again:
        assert [each.now for each in load_summary(again).changed] == [(OWN,)]
        with again.reading() as reading:
            audit.verify(reading)


def test_what_is_made_of_files_alone_was_cleared_by_nobody_and_says_so(sent: Path, tmp_path: Path) -> None:
    paths = [sent / "westmarch.sprreturn", sent / "eastmarch.sprreturn"]
    returns = [content.as_return() for content in national.read_returns(paths, YEAR)]
    picture = national_picture(returns, YEAR, BODIES)
    assert NationalYear(picture).summary().status == "Draft, not cleared"


def test_an_export_tells_how_far_it_is_and_cancelled_leaves_nothing(workspace: Workspace, tmp_path: Path) -> None:
    heard: list[tuple[int, int, str]] = []
    made = export_summary(workspace, ("xlsx", "docx", "pdf"), tmp_path / "out", report=lambda *told: heard.append(told))
    assert [path.suffix for path in made.files] == [".xlsx", ".docx", ".pdf"]
    assert made.replaced == ()
    assert [done for done, _of, _words in heard] == [0, 1, 2, 3]

    def cancel(done: int, _of: int, _words: str) -> None:
        if done == 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        export_summary(workspace, ("xlsx", "docx"), tmp_path / "other", report=cancel)
    assert not list((tmp_path / "other").iterdir())


def test_no_body_is_named_or_quoted_without_permission_whatever_is_typed(workspace: Workspace) -> None:
    typed = tuple(
        text(part, f"Westmarch PCC did well. {SAID} The Police and Crime Commissioner for Eastmarch too.\n{OWN}")
        for part in PartId
    )
    made = set_summary(load_summary(workspace).year, typed)
    said = " ".join(" ".join(pdf_text(made.pages.pdf)).split())
    for words in ("Westmarch", "Eastmarch", "not only the averages"):
        assert words not in said
    assert OWN in said
    assert all(part.objections for part in made.parts)
