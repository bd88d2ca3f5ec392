"""Frameworks from their folders: what ships is whole, and what is wrong is named by file, line and key."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from assurance_app import paths
from assurance_app.catalogue.loader import available, framework_folder, load_framework
from assurance_app.catalogue.schema import framework_schema
from assurance_app.catalogue.source import LARGEST_FILE, read_source
from assurance_app.domain.canonical import canonical_json
from assurance_app.domain.framework import SectionKind, framework_from_plain, framework_to_plain
from assurance_app.domain.refusal import Refused
from assurance_app.words.sentences import sentence

HEAD = """\
id: test-edition
revision: 1
kind: requirement
title: Test requirement
short_title: Test
publisher: Nobody
licence: None
issued: 2023-02-20
applies_from: 2023-02-20
paragraphs: 50
pillars:
  - {id: capabilities, title: Capabilities}
sections:
  - own-duties
  - terrorism
units:
  - id: psu
    title: Police support unit
    abbreviation: PSU
    ref: "40.a"
    composition:
      - {role: constable, number: 18}
national_figures:
  - {id: psu-england, title: Units, value: 297, unit: psu, as_of: 2023-02-20, ref: "40"}
"""
DUTIES = """\
id: own-duties
kind: own-duties
title: Our own duties
short_title: Duties
paragraphs: 1-10
about: About.
requirements:
  - id: own-duties.plan
    ref: "17"
    heading: Heading
    tier: local
    duty_on: body
    strength: must
    title: Plan
    question: How was this done?
    good_evidence: A paper.
"""
THREAT = """\
id: terrorism
kind: threat
title: Terrorism
short_title: Terrorism
paragraphs: 11-50
about: About.
requirements:
  - id: terrorism.arv
    ref: ["40.4.b", "41"]
    heading: Heading
    pillar: capabilities
    tier: local
    duty_on: chief-constable
    strength: should
    also_in: [own-duties]
    title: Vehicles
    question: How is the body satisfied?
    good_evidence: A paper.
    related: [own-duties.plan]
    fields:
      - {id: needed, label: Needed, type: number, unit: psu, composition: psu, alongside: [psu-england]}
      - id: level
        label: Level
        type: choice
        choices: [One, Two]
"""
FILES = {"framework.yaml": HEAD, "own-duties.yaml": DUTIES, "terrorism.yaml": THREAT}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a small framework that has no fault."""
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def _fault(folder: Path) -> Refused:
    with pytest.raises(Refused) as caught:
        load_framework(folder)
    assert caught.value.code == "framework.fault"
    spoken = sentence(caught.value.code, caught.value.params)
    assert len(spoken.splitlines()) == 1, spoken
    return caught.value


def test_the_small_framework_has_no_fault(folder: Path) -> None:
    framework = load_framework(folder)
    assert [section.id for section in framework.sections] == ["own-duties", "terrorism"]
    requirement = framework.requirement("terrorism.arv")
    assert requirement.refs == ("40.4.b", "41")
    assert [field.id for field in requirement.fields] == ["needed", "level"]


T, H, D = "terrorism.yaml", "framework.yaml", "own-duties.yaml"
R = "requirements.0"


def test_a_least_that_is_the_most_is_no_fault(folder: Path) -> None:
    (folder / T).write_text(THREAT.replace("type: number,", "type: number, min: 3, max: 3,"), encoding="utf-8")
    assert load_framework(folder).requirement("terrorism.arv").fields[0].max == 3


# File, what is replaced there by what, and the line and key that the fault names with some of its words.
FAULTS: dict[str, tuple[str, str, str, int, str, str]] = {
    "a key is missing": (T, "    title: Vehicles\n", "", 8, R + ".title", "required"),
    "a key of the head is missing": (H, "publisher: Nobody\n", "", 1, "publisher", "required"),
    "an unknown key": (T, "    tier: local\n", "    tier: local\n    colour: red\n", 13, R + ".colour", "permitted"),
    "a text for a number": (H, "revision: 1", "revision: one", 2, "revision", "integer"),
    "a number for a text": (H, "title: Test requirement", "title: 5", 4, "title", "string"),
    "a list for an object": (T, "about: About.", "about: A.\nstatement_help: []", 7, "statement_help", "dictionary"),
    "an empty text": (T, "about: About.", 'about: " "', 6, "about", "1 character"),
    "a wrong code": (T, "duty_on: chief-constable", "duty_on: chief", 13, R + ".duty_on", "chief-constable"),
    "a wrong reference": (T, '["40.4.b", "41"]', '["40.4.b", "x"]', 9, R + ".ref.1", "pattern"),
    "no reference": (T, '["40.4.b", "41"]', "{}", 9, R + ".ref", ""),
    "a wrong day": (H, "issued: 2023-02-20", "issued: 20 February", 8, "issued", "pattern"),
    "a duplicate id": (
        D,
        "    good_evidence: A paper.\n",
        "    good_evidence: A paper.\n"
        + DUTIES.split("requirements:\n")[1],
        17,
        "requirements.1.id",
        "already",
    ),
    "an unknown pillar": (T, "pillar: capabilities", "pillar: courage", 11, R + ".pillar", "courage"),
    "no pillar": (T, "    pillar: capabilities\n", "", 8, R + ".pillar", "not a pillar"),
    "an unknown relation": (T, "[own-duties.plan]", "[own-duties.nothing]", 19, R + ".related", "own-duties.nothing"),
    "an unknown section shown in": (T, "also_in: [own-duties]", "also_in: [cyber]", 15, R + ".also_in", "cyber"),
    "an unknown unit": (T, "composition: psu", "composition: bdu", 21, R + ".fields.0.composition", "bdu"),
    "an unknown figure": (T, "[psu-england]", "[psu-wales]", 21, R + ".fields.0.alongside", "psu-wales"),
    "a least above the most": (
        T,
        "type: number,",
        "type: number, min: 4, max: 3,",
        21,
        R + ".fields.0.min",
        "more than the most",
    ),
    "a choice without choices": (T, "        choices: [One, Two]\n", "", 22, R + ".fields.1.choices", "choices"),
    "choices without a choice": (T, "type: choice", "type: text", 25, R + ".fields.1.choices", "choices"),
    "a field given twice": (T, "id: level", "id: needed", 22, R + ".fields.1.id", "twice"),
    "a foreign id": (T, "id: terrorism.arv", "id: cyber.arv", 8, R + ".id", "section"),
    "a section in another's file": (T, "id: terrorism\n", "id: cyber\n", 1, "id", "cyber"),
    "a section without a file": (H, "  - terrorism\n", "  - terrorism\n  - cyber\n", 16, "sections.2", "cyber.yaml"),
    "a section named twice": (H, "  - terrorism\n", "  - terrorism\n  - terrorism\n", 13, "sections", "2 times"),
    "a pillar named twice": (
        H,
        "sections:\n",
        "  - {id: capabilities, title: Again}\nsections:\n",
        11,
        "pillars",
        "2 times",
    ),
    "no question": (T, "How is the body satisfied?", "The body is satisfied.", 17, R + ".question", "question"),
    "a key given twice": (T, "    tier: local\n", "    tier: local\n    tier: local\n", 13, R + ".tier", "twice"),
    "a list as a key": (T, "about: About.\n", "about: About.\n? [a]\n: b\n", 1, "the whole file", "plain word"),
    "a tab": (T, "    tier: local\n", "\ttier: local\n", 12, "the whole file", "tab"),
    "an open quotation mark": (T, "about: About.", 'about: "About.', 9, "the whole file", ""),
    "no YAML": (T, "kind: threat", "kind: threat: more", 2, "the whole file", "not allowed"),
    "two documents": (T, "title: Terrorism\n", "---\ntitle: Terrorism\n", 3, "the whole file", "another document"),
    "a control character": (T, "Vehicles", "Vehi\x07cles", 16, "the whole file", "U+0007"),
    "a character that may not be kept": (T, "Vehicles", "Vehi\ufdd0cles", 16, R + ".title", "may not be kept"),
    "an alias": (T, "title: Terrorism\n", "title: &t Terrorism\ngroup: *t\n", 4, "the whole file", "alias"),
    "an octal number": (H, "revision: 1", "revision: 010", 2, "revision", "quotes"),
    "a number to the base of 60": (H, "revision: 1", "revision: 1:30", 2, "revision", "quotes"),
    "a number without end": (H, "revision: 1", "revision: " + "9" * 5000, 2, "revision", "quotes"),
    "a word that is said to be a number": (H, "revision: 1", "revision: !!int one", 2, "revision", "quotes"),
}  # fmt: skip


@pytest.mark.parametrize("name", list(FAULTS))
def test_a_fault_is_named_by_file_line_and_key(name: str, folder: Path) -> None:
    file, old, new, line, key, words = FAULTS[name]
    text = FILES[file]
    assert text.count(old) >= 1
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    fault = _fault(folder)
    assert (Path(str(fault.params["file"])).name, fault.params["line"], fault.params["key"]) == (file, line, key)
    assert words in str(fault.params["fault"])
    assert len(str(fault.params["fault"])) < 300


def _aliases(levels: int) -> str:
    """A billion laughs: each level says the one below it ten times."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 10)}]" for level in range(1, levels)]
    return "\n".join(lines)


HOSTILE: dict[str, Callable[[], bytes]] = {
    "a billion laughs": lambda: _aliases(12).encode(),
    "an alias within itself": lambda: b"a: &a [*a]",
    "brackets without end": lambda: b"[" * 1_000_000,
    "objects without end": lambda: b"{a: " * 500_000,
    "indents without end": lambda: b"".join(b" " * depth + b"a:\n" for depth in range(2000)),
    "values without end": lambda: b"[" + b"1," * 1_900_000 + b"]",
    "a huge file": lambda: b"# " + b"x" * LARGEST_FILE,
    "no text at all": lambda: b"\x00\xff\xfe\x80" * 100,
    "UTF-16": lambda: HEAD.encode("utf-16"),
    "nothing": lambda: b"",
    "a word": lambda: b"word",
    "a list": lambda: b"- a\n- b\n",
}


@pytest.mark.parametrize("name", list(HOSTILE))
def test_a_hostile_file_is_refused_in_bounded_time(name: str, folder: Path) -> None:
    (folder / H).write_bytes(HOSTILE[name]())
    begun = time.monotonic()
    fault = _fault(folder)
    assert time.monotonic() - begun < 5, "it took as long as it would take without a bound"
    assert Path(str(fault.params["file"])).name == H
    assert int(str(fault.params["line"])) >= 1


def test_what_is_not_utf_8_is_named_by_its_line(folder: Path) -> None:
    (folder / T).write_bytes(THREAT.encode().replace(b"Vehicles", b"V\xe9hicules"))
    fault = _fault(folder)
    assert (fault.params["line"], "UTF-8" in str(fault.params["fault"])) == (16, True)


def test_a_folder_without_a_framework_and_a_folder_in_the_place_of_a_file(tmp_path: Path, folder: Path) -> None:
    assert str(_fault(tmp_path / "nowhere").params["file"]).endswith(H)
    (folder / T).unlink()
    (folder / T).mkdir()
    assert "terrorism.yaml" in str(_fault(folder).params["fault"])


def test_a_refused_folder_keeps_its_bytes(folder: Path) -> None:
    (folder / T).write_text(THREAT.replace("tier: local", "tier: lokal"), encoding="utf-8")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    _fault(folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_references_stay_as_they_were_written(tmp_path: Path) -> None:
    """ "40.10" is a paragraph and not the number 40.1; a date is the text that was written."""
    file = tmp_path / "x.yaml"
    file.write_text("a: 40.10\nb: 2023-02-20\nc: 7\nd: -3\ne: yes\nf: ~\ng: '7'\nh: 1e3\n", encoding="utf-8")
    source = read_source(file)
    assert source.value == {
        "a": "40.10",
        "b": "2023-02-20",
        "c": 7,
        "d": -3,
        "e": True,
        "f": None,
        "g": "7",
        "h": "1e3",
    }
    assert [source.line_of((key,)) for key in "abcdefgh"] == list(range(1, 9))
    assert source.line_of(("a", "deeper", 3)) == 1


# What ships.


def test_a_framework_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(Refused) as caught:
        framework_folder("spr-1999")
    assert caught.value.code == "framework.unknown"
    assert "spr-2023" in str(caught.value.params["known"])
    for name in ("..", "../resources", "", "spr-2023/", "SPR-2023"):
        with pytest.raises(Refused):
            framework_folder(name)


@pytest.mark.parametrize("name", available())
def test_what_ships_loads_and_reads_back_equal_from_its_compiled_form(name: str) -> None:
    framework = load_framework(framework_folder(name))
    assert framework.id == name
    compiled = canonical_json(framework_to_plain(framework))
    best = min(_seconds(lambda: framework_from_plain(json.loads(compiled))) for _ in range(5))
    sys.stdout.write(f"\n{name}: {len(compiled)} bytes compiled, read in {best * 1000:.1f} ms\n")
    again = framework_from_plain(json.loads(compiled))
    assert again == framework
    assert again.hash == framework.hash


def _seconds(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def test_spr_2023_has_seven_threats_six_pillars_and_what_the_design_counts() -> None:
    framework = load_framework(paths.forms() / "spr-2023")
    assert len(framework.threats) == 7
    assert len(framework.pillars) == 6
    kinds = [section.kind for section in framework.sections]
    assert (kinds.count(SectionKind.OWN_DUTIES), kinds.count(SectionKind.CROSS_CUTTING)) == (1, 1)
    strengths = {unit.id: unit.strength for unit in framework.units}
    assert strengths == {"psu": 25, "bdu": 22, "aep-team": 6}
    figures = {figure.id: figure.value for figure in framework.national_figures}
    assert figures == {
        "psu-england-and-wales": 297,
        "psu-london": 75,
        "bdu-england-and-wales": 234,
        "aep-teams-per-region": 2,
        "aep-teams-total": 18,
    }
    assert all(figure.as_of and "may change" in figure.note for figure in framework.national_figures)
    duties = {ref for requirement in framework.shown_in("own-duties") for ref in requirement.refs}
    wanted = "10.e 17 18 23.2 23.3.a 23.3.b 23.3.c 24.1 51 59 84 85.a 85.b 85.c 85.d 86.1 133 146"
    assert set(wanted.split()) <= duties


def test_every_duty_of_the_body_in_spr_2023_is_shown_with_its_own_duties() -> None:
    framework = load_framework(paths.forms() / "spr-2023")
    shown = {requirement.id for requirement in framework.shown_in("own-duties")}
    elsewhere = {
        requirement.id
        for requirement in framework.requirements
        if requirement.takes_position and requirement.strength.value != "note"
    }
    assert elsewhere <= shown


def test_the_schema_accepts_what_ships_and_refuses_what_the_loader_refuses(folder: Path) -> None:
    for name in available():
        for file in sorted(framework_folder(name).glob("*.yaml")):
            kind = "framework" if file.name == "framework.yaml" else "section"
            _validator(kind).validate(read_source(file).value)
    (folder / T).write_text(THREAT.replace("    title: Vehicles\n", ""), encoding="utf-8")
    assert not _validator("section").is_valid(read_source(folder / T).value)


def _validator(kind: str) -> Draft202012Validator:
    whole: Any = framework_schema()
    Draft202012Validator.check_schema(whole)
    return Draft202012Validator({"$defs": whole["$defs"], **whole["properties"][kind]})
