"""How the command line tells of checks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assurance_app.cli.printing import print_json, print_text
from assurance_app.words import _, ngettext

if TYPE_CHECKING:
    from assurance_app.application.checking import CheckRow, ChecksPage


def print_checks(page: ChecksPage, *, as_json: bool) -> None:
    """A line for each open check, and how many there are; as JSON those that were set aside as well."""
    if as_json:
        print_json(
            {
                "year": page.year,
                "open": [_plain(row) for row in page.open],
                "set_aside": [_plain(row) for row in page.aside],
            }
        )
        return
    for row in page.open:
        print_text(f"{row.where}: {row.title}. {row.sentence}")
    count = len(page.open)
    told = ngettext("{number} check is open.", "{number} checks are open.", count).format(number=count)
    print_text(told if count else _("No check is open."))


def _plain(row: CheckRow) -> dict[str, object]:
    place = {
        "screen": row.place.screen,
        "section": row.place.section_id,
        "requirement": row.place.requirement_id,
        "item": row.place.item_id,
    }
    plain: dict[str, object] = {
        "code": row.code,
        "title": row.title,
        "kind": row.kind,
        "target": row.target_id,
        "where": row.where,
        "sentence": row.sentence,
        "place": place,
    }
    if row.aside is not None:
        plain |= {"reason": row.aside.reason, "by": row.aside.by, "at": row.aside.at}
    return plain
