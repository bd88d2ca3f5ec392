"""The table of requirements in docs/ is what the frameworks say today."""

from __future__ import annotations

from scripts import requirements_table


def test_the_table_is_current() -> None:
    written = requirements_table.PAGE.read_text(encoding="utf-8")
    assert written == requirements_table.page(), "run python scripts/requirements_table.py"
