"""Our body and its office-holders: what happens on the screen. No widgets."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from assurance_app.application import entries, office_holders
from assurance_app.domain.entities import Body, OfficeHolder
from assurance_app.ui.screens.entries import EntriesPresenter

_TYPES: dict[str, type[Any]] = {"body": Body, "holder": OfficeHolder}


class OfficePresenter(EntriesPresenter):
    """The body as it is named, and who holds or held its office."""

    screen = "office"
    shows = frozenset({"body", "office_holder"})

    def list_use_case(self) -> Callable[..., Any]:
        """The body with everyone who held its office."""
        return office_holders.load_office

    def load_one(self, kind: str, key: str, show: Callable[[Any], object]) -> None:
        """The body, or one office-holder."""
        self.load(entries.load_entry, _TYPES[kind], key, show=show)

    def add_holder(self, name: str) -> None:
        """One more office-holder."""
        self.add(office_holders.add_holder, self._session.cycle_id, name, kind="holder")
