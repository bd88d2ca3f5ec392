"""Every unit that a form counts in is spoken of in the singular too."""

from __future__ import annotations

from assurance_app.catalogue.loader import available, framework_folder, load_framework
from assurance_app.words.units import counted, counted_units


def test_one_of_each_unit_is_no_plural() -> None:
    for name in available():
        framework = load_framework(framework_folder(name))
        fields = [field for requirement in framework.requirements for field in requirement.fields]
        units = {field.unit for field in fields} | {column.unit for field in fields for column in field.columns}
        assert len(units) > 1
        for unit in {unit for unit in units if framework.unit(unit) is None} - {"", "per cent", "year"}:
            assert counted(1, unit) != f"1 {unit}", unit
            assert counted(2, unit) == f"2 {unit}"


def test_a_calendar_year_is_no_quantity() -> None:
    assert counted(2024, "year") == "2024"


def test_national_units_are_counted_by_their_abbreviation() -> None:
    said = [counted_units(number, "AEP team") for number in (0, 1, 1200)]
    assert said == ["0 AEP teams", "1 AEP team", "1,200 AEP teams"]
