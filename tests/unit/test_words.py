"""Every code has its words, every sentence is spoken by something, and every placeholder is filled."""

from __future__ import annotations

import ast
import csv
import importlib
import json
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from string import Formatter

import pytest

from assurance_app import domain, paths, words
from assurance_app.domain.refusal import Refused
from assurance_app.domain.values import BodyKind
from assurance_app.words import labels
from assurance_app.words.findings import FINDINGS
from assurance_app.words.sentences import SENTENCES, sentence

PACKAGE = Path(words.__file__).resolve().parents[1]


def _modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path.relative_to(PACKAGE).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def _placeholders(text: str) -> set[str]:
    return {name for _literal, name, _spec, _conversion in Formatter().parse(text) if name is not None}


@dataclass(frozen=True)
class Raising:
    """A place where a refusal is made: which codes it can have, and the names of the parameters that it gives."""

    place: str
    codes: re.Pattern[str]
    given: frozenset[str]
    gives_more: bool


def _pattern(code: ast.expr) -> str:
    """What the code can be, as a regular expression; a part that is made at run time can be anything."""
    match code:
        case ast.Constant(value=str(text)):
            return re.escape(text)
        case ast.IfExp(body=body, orelse=other):
            return f"(?:{_pattern(body)}|{_pattern(other)})"
        case ast.JoinedStr(values=values):
            return "".join(_pattern(value) for value in values)
        case ast.FormattedValue(value=value):
            return _pattern(value)
        case _:
            return ".*"


def _raisings() -> Iterator[Raising]:
    for file, tree in _modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Refused":
                names = frozenset(keyword.arg for keyword in node.keywords if keyword.arg)
                more = any(keyword.arg is None for keyword in node.keywords)
                yield Raising(f"{file}:{node.lineno}", re.compile(_pattern(node.args[0])), names, more)


RAISINGS = list(_raisings())


def test_the_scan_finds_the_refusals() -> None:
    assert len(RAISINGS) > 40
    assert any(raising.codes.fullmatch("change.stale") for raising in RAISINGS)


def test_every_code_that_is_raised_has_a_sentence() -> None:
    without = {
        f"{raising.place}: {raising.codes.pattern}"
        for raising in RAISINGS
        if not any(raising.codes.fullmatch(code) for code in SENTENCES)
    }
    assert without == set()


def test_every_place_of_a_sentence_is_filled_wherever_it_is_raised() -> None:
    unfilled = {
        f"{raising.place}: {code} lacks {missing}"
        for raising in RAISINGS
        if ".*" not in raising.codes.pattern and not raising.gives_more
        for code, text in SENTENCES.items()
        if raising.codes.fullmatch(code) and (missing := sorted(_placeholders(text) - raising.given))
    }
    assert unfilled == set()


def _constants() -> set[str]:
    return {
        node.value
        for file, tree in _modules()
        if not file.startswith("words/")
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_every_sentence_is_spoken_by_something() -> None:
    raised = [raising.codes for raising in RAISINGS if raising.codes.pattern != ".*"]
    constants = _constants()
    unused = {
        code for code in SENTENCES if code not in constants and not any(pattern.fullmatch(code) for pattern in raised)
    }
    assert unused == set()


def test_every_finding_is_spoken_by_something() -> None:
    constants = _constants()
    assert {code for code in FINDINGS if code not in constants} == set()


@pytest.mark.parametrize("texts", [SENTENCES, FINDINGS], ids=["sentences", "findings"])
def test_a_sentence_is_one_line_that_can_be_filled(texts: dict[str, str]) -> None:
    for code, text in texts.items():
        assert "\n" not in text, code
        # A place is a plain name: no attribute of what is given can be reached, no position forgotten.
        assert all(re.fullmatch(r"[a-z][a-z0-9_]*", name) for name in _placeholders(text)), code
        filled = text.format(**{name: f"<{name}>" for name in _placeholders(text)})
        assert filled.endswith((".", "?", ">")), code


def test_what_a_person_typed_is_put_in_as_it_is() -> None:
    params = {"year": "{path} 100% {0}"}
    assert sentence("year.malformed", params) == "“{path} 100% {0}” is not a reporting year. Write it as 2025-26."


def test_a_refusal_tells_the_log_its_code_and_its_parameters() -> None:
    assert str(Refused("year.malformed", year="x")) == "year.malformed(year='x')"


# Labels.

# Where the words of the trade stand as closed sets of values, and those of them that no person reads as a word.
VOCABULARY = ("values", "disclosure", "framework")
NOT_WORDS = {"FieldType", "Marking", "SectionKind", "TargetKind", "WorkspaceKind"}


def _enums() -> dict[str, type[StrEnum]]:
    found: dict[str, type[StrEnum]] = {}
    for module in pkgutil.iter_modules(domain.__path__):
        loaded = importlib.import_module(f"assurance_app.domain.{module.name}")
        for name, value in vars(loaded).items():
            if isinstance(value, type) and issubclass(value, StrEnum) and value.__module__ == loaded.__name__:
                found[name] = value
    return found


def _kind_of_label(name: str) -> str:
    """Under which name the words for a set of values stand: DutyOn under “duty-on”, CycleStatus under “status”."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name.removeprefix("Cycle")).lower()


def test_every_value_that_a_person_reads_has_a_label_and_no_label_is_left_over() -> None:
    enums = {name: enum for name, enum in _enums().items() if enum.__module__.rsplit(".", 1)[1] in VOCABULARY}
    assert enums.keys() >= NOT_WORDS
    for name in sorted(enums.keys() - NOT_WORDS):
        assert [member.value for member in enums[name]] == list(labels.LABELS.get(_kind_of_label(name), ())), name


def test_every_region_of_the_known_bodies_has_a_label() -> None:
    with (paths.resources() / "bodies.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["mobilisation_region"] for row in rows} == set(labels.LABELS["region"])
    assert len(labels.LABELS["region"]) == 9, "SPR 120.c counts nine regions"


def test_labels_are_different_words_within_their_kind() -> None:
    for kind, codes in labels.LABELS.items():
        assert len(set(codes.values())) == len(codes), kind
        assert all(codes.values()), kind


def test_choices_are_given_in_the_order_of_the_design() -> None:
    assert [code for code, _words in labels.choices("view")] == [
        "satisfied",
        "partly-satisfied",
        "not-satisfied",
        "not-examined",
    ]
    with pytest.raises(KeyError):
        labels.label("view", "no-such")


@pytest.mark.parametrize("kind", [kind.value for kind in BodyKind])
def test_placeholders_are_filled_for_every_kind_and_other_braces_stay(kind: str) -> None:
    names = labels.body_placeholders(kind)
    assert set(names) == {"body", "chief", "plan"}
    text = labels.filled("{body} and {chief} and {plan} and {other} and {}", kind)
    assert text.endswith("and {other} and {}")
    assert text[0].isupper()
    assert all(value[1:] in text for value in names.values())
    assert labels.filled("", kind) == ""


def test_the_city_and_london_have_a_commissioner_of_police_and_the_city_a_policing_plan() -> None:
    chiefs = {kind.value: labels.body_placeholders(kind.value)["chief"] for kind in BodyKind}
    plans = {kind.value: labels.body_placeholders(kind.value)["plan"] for kind in BodyKind}
    assert {kind for kind, chief in chiefs.items() if "Commissioner of Police" in chief} == {"mopac", "common-council"}
    assert {kind for kind, plan in plans.items() if plan == "Policing Plan"} == {"common-council"}


# Translation.


def test_without_a_catalogue_the_english_of_the_source_stands(tmp_path: Path) -> None:
    words.speak("cy", tmp_path)
    assert words._("Followed") == "Followed"
    assert words.ngettext("one", "many", 2) == "many"
    assert words.pgettext("a", "b") == "b"


def test_a_catalogue_is_spoken_once_it_is_chosen(tmp_path: Path) -> None:
    from io import BytesIO

    from babel.messages.catalog import Catalog
    from babel.messages.mofile import write_mo

    catalogue = Catalog(locale="cy")
    catalogue.add("Satisfied", "Yn fodlon")
    catalogue.add(SENTENCES["year.malformed"], "Nid yw {year} yn flwyddyn.")
    folder = tmp_path / "cy" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    made = BytesIO()
    write_mo(made, catalogue)
    (folder / f"{words.DOMAIN}.mo").write_bytes(made.getvalue())
    try:
        words.speak("cy", tmp_path)
        assert labels.label("view", "satisfied") == "Yn fodlon"
        assert dict(labels.choices("view"))["satisfied"] == "Yn fodlon"
        assert sentence("year.malformed", {"year": "x"}) == "Nid yw x yn flwyddyn."
    finally:
        words.speak("en", tmp_path)
    assert labels.label("view", "satisfied") == "Satisfied"


def test_no_sentence_is_put_together_before_it_is_translated() -> None:
    """`_(f"…")` and `_("…".format())` look up a text that no catalogue holds."""
    wrong = {
        f"{file}:{node.lineno}"
        for file, tree in _modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"_", "ngettext", "pgettext", "later"}
        and any(isinstance(argument, ast.JoinedStr | ast.BinOp | ast.Call) for argument in node.args[:2])
        # words of a data file
        and not (file in ("application/library.py", "application/checking.py") and node.func.id == "_")
    }
    assert wrong == set()


def test_the_words_of_evidence_types_are_there_and_differ() -> None:
    rows = json.loads((paths.resources() / "evidence_types.json").read_text(encoding="utf-8"))["types"]
    assert len({row["id"] for row in rows}) == len({row["title"] for row in rows}) == len(rows)
    assert all(row["title"].strip() and row["help"].strip() for row in rows)
    assert [row["id"] for row in rows if row.get("keeps_content", True) is False] == ["briefing-received"]
