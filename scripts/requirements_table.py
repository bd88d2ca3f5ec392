"""Write docs/requirements.md: the requirements of each framework by section and pillar, with counts.

Run `python scripts/requirements_table.py` after a change in forms/; a test fails where the page is not current.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from assurance_app.catalogue.loader import Loaded, available, framework_folder, load_with_places
from assurance_app.domain.framework import DutyOn, Framework, Requirement, Section, Strength, Tier
from assurance_app.words.labels import label

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "requirements.md"

_HEAD = """\
# The requirements, by section and pillar

Made by `python scripts/requirements_table.py` from the frameworks in `forms/`; do not edit. One requirement is one
numbered or lettered expectation with its guided question (`assurance-app framework show ID` prints them all). A
requirement is counted once, in the section that holds it; *also shown* are those of other sections that a section shows
as well.
"""

_Row = tuple[Section, list[int]]


def page() -> str:
    """The whole page as Markdown."""
    return "\n".join([_HEAD, *(line for name in available() for line in _framework(name))])


def _framework(name: str) -> Iterator[str]:
    loaded = load_with_places(framework_folder(name))
    framework = loaded.framework
    requirements = tuple(framework.requirements)
    cited = {ref for requirement in requirements for ref in requirement.refs}
    fields = sum(len(requirement.fields) for requirement in requirements)
    yield f"## {framework.title}, `{framework.id}`, revision {framework.revision}\n"
    yield (
        f"{len(requirements)} requirements, which cite {len(cited)} numbered or lettered paragraphs and carry {fields} "
        f"typed extra answers. Published by {framework.publisher} on {framework.issued}.\n"
    )
    yield from _by_pillar(framework)
    yield from _by_value(framework)
    yield from _left_out(loaded)


def _left_out(loaded: Loaded) -> Iterator[str]:
    if loaded.head.left_out:
        yield "### Left out on purpose\n"
        yield "| Paragraph | Why no requirement cites it |"
        yield "| --- | --- |"
        yield from (f"| {item.ref} | {item.why} |" for item in loaded.head.left_out)
        yield ""


def _by_pillar(framework: Framework) -> Iterator[str]:
    yield "### By pillar\n"
    columns = [*(pillar.title for pillar in framework.pillars), "No pillar", "All", "Also shown"]
    rows: list[_Row] = []
    for section in framework.sections:
        counts = Counter(requirement.pillar for requirement in section.requirements)
        numbers = [*(counts[pillar.id] for pillar in framework.pillars), counts[""], len(section.requirements)]
        rows.append((section, [*numbers, len(framework.shown_in(section.id)) - len(section.requirements)]))
    yield from _table(columns, rows)


def _by_value(framework: Framework) -> Iterator[str]:
    of: tuple[tuple[str, str, Sequence[str], Callable[[Requirement], str]], ...] = (
        ("Whose duty", "duty-on", [value.value for value in DutyOn], lambda requirement: requirement.duty_on.value),
        ("Strength", "strength", [value.value for value in Strength], lambda requirement: requirement.strength.value),
        ("Tier", "tier", [value.value for value in Tier], lambda requirement: requirement.tier.value),
    )
    for title, kind, values, value_of in of:
        yield f"### {title}\n"
        rows: list[_Row] = []
        for section in framework.sections:
            counts = Counter(map(value_of, section.requirements))
            rows.append((section, [counts[value] for value in values]))
        yield from _table([label(kind, value) for value in values], rows)


def _table(columns: Sequence[str], rows: Sequence[_Row]) -> Iterator[str]:
    yield "| Section | Paragraphs | " + " | ".join(columns) + " |"
    yield "| --- | --- |" + " ---: |" * len(columns)
    for section, counts in rows:
        yield f"| {section.title} | {section.paragraphs} | " + " | ".join(str(count or "–") for count in counts) + " |"
    totals = (sum(column) for column in zip(*(counts for _section, counts in rows), strict=True))
    yield "| **All** | | " + " | ".join(f"**{total}**" for total in totals) + " |\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
