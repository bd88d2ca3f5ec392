"""How the columns of a table share the room there is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assurance_app.ui.widgets.table import shared

_COLUMNS = st.lists(st.tuples(st.integers(1, 400), st.integers(0, 600)), max_size=9)


@given(_COLUMNS, st.integers(-200, 3000))
def test_nobody_gets_less_than_needed_or_more_than_wanted(columns: list[tuple[int, int]], room: int) -> None:
    needed = {place: need for place, (need, _more) in enumerate(columns)}
    wanted = {place: need + more for place, (need, more) in enumerate(columns)}
    widths = shared(wanted, needed, room)
    assert widths.keys() == wanted.keys()
    assert all(needed[place] <= width <= wanted[place] for place, width in widths.items())
    if sum(wanted.values()) <= room:
        assert widths == wanted
    elif sum(needed.values()) <= room:
        assert room - len(columns) < sum(widths.values()) <= room
    else:
        assert widths == needed


def test_the_widest_gives_way_first() -> None:
    assert shared({0: 300, 1: 80, 2: 120}, {0: 60, 1: 60, 2: 60}, 300) == {0: 110, 1: 80, 2: 110}
