"""The published text itself, where it lies beside the repository: the product ships none of it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from assurance_app.application.official_text import read_official
from assurance_app.catalogue.loader import framework_folder, load_framework
from assurance_app.cli import run
from assurance_app.domain.official_text import OfficialText, references, report

ROOT = Path(__file__).resolve().parents[2]
SEEDS = sorted((ROOT.parent / "shared" / "seeds").glob("003_*.txt"))

pytestmark = pytest.mark.skipif(not SEEDS, reason="the published text does not lie beside this repository")


@cache
def imported() -> OfficialText:
    return read_official(SEEDS[0], load_framework(framework_folder("spr-2023")))


def test_all_174_paragraphs_are_found_and_the_uncertain_ones_say_why() -> None:
    found = report(imported(), 174)
    assert (found.found, found.missing, found.beyond) == (174, (), ())
    assert {"34", "54", "118", "154"} <= {one.ref for one in found.uncertain}
    assert all(one.doubt.value for one in found.uncertain)


def test_every_paragraph_that_a_requirement_cites_is_there() -> None:
    framework = load_framework(framework_folder("spr-2023"))
    cited = {ref for section in framework.sections for requirement in section.requirements for ref in requirement.refs}
    assert len(cited) > 150
    assert cited - references(imported()) == set()


def test_the_check_of_the_edition_with_its_text_is_clean(capsys: pytest.CaptureFixture[str]) -> None:
    status = run(["framework", "check", str(framework_folder("spr-2023")), "--official", str(SEEDS[0]), "--json"])
    answer = json.loads(capsys.readouterr().out)
    assert (status, answer["faults"], answer["findings"]) == (0, 0, [])
