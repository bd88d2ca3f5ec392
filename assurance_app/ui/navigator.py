"""Where the person is, was, and can go back to. No Qt."""

from __future__ import annotations

from assurance_app.application.places import SCREENS, Place

KEPT = 100


class Trail:
    """The places that were visited, as a browser keeps them."""

    def __init__(self) -> None:
        self._places: list[Place] = []
        self._at = -1

    @property
    def here(self) -> Place | None:
        """The place that is shown."""
        return self._places[self._at] if self._at >= 0 else None

    @property
    def can_go_back(self) -> bool:
        """Whether there is a place before this one."""
        return self._at > 0

    @property
    def can_go_forward(self) -> bool:
        """Whether there is a place after this one."""
        return self._at + 1 < len(self._places)

    def visit(self, place: Place) -> None:
        """Go to a place; what lay ahead is forgotten."""
        if place == self.here:
            return
        self._places = [*self._places[: self._at + 1], place][-KEPT:]
        self._at = len(self._places) - 1

    def back(self) -> Place | None:
        """Step back."""
        if self.can_go_back:
            self._at -= 1
        return self.here

    def forward(self) -> Place | None:
        """Step forward."""
        if self.can_go_forward:
            self._at += 1
        return self.here

    def forget(self) -> None:
        """Begin anew, for another workspace or year."""
        self._places, self._at = [], -1


def place_as_text(place: Place) -> str:
    """A place as one text, for the settings."""
    parts = (place.screen, place.section_id, place.pillar_id, place.requirement_id, place.item_id)
    return "|".join(parts)


def place_from_text(text: str) -> Place | None:
    """The inverse; None for what is not a place."""
    parts = text.split("|")
    if len(parts) != 5 or parts[0] not in SCREENS:
        return None
    return Place(*parts)
