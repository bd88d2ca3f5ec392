"""Who may read what: disclosures of texts, audiences of documents, and the one table that relates them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Disclosure(StrEnum):
    """Who may read a piece of text. New text starts at `OFFICE`."""

    PUBLIC = "public"
    PARTNERS = "partners"
    FORCE = "force"
    OFFICE = "office"


class Audience(StrEnum):
    """Whom a document is for. The panel meets in public, so its papers are public."""

    PUBLIC = "public"
    PANEL = "panel"
    APCC = "apcc"
    FORCE = "force"
    OFFICE = "office"


class Marking(StrEnum):
    """What an unpublished document carries; nothing above OFFICIAL-SENSITIVE may be recorded."""

    OFFICIAL = "OFFICIAL"
    OFFICIAL_SENSITIVE = "OFFICIAL-SENSITIVE"


_PERMITTED: dict[Audience, frozenset[Disclosure]] = {
    Audience.PUBLIC: frozenset({Disclosure.PUBLIC}),
    Audience.PANEL: frozenset({Disclosure.PUBLIC}),
    Audience.APCC: frozenset({Disclosure.PUBLIC, Disclosure.PARTNERS}),
    Audience.FORCE: frozenset({Disclosure.PUBLIC, Disclosure.PARTNERS, Disclosure.FORCE}),
    Audience.OFFICE: frozenset(Disclosure),
}


def may_read(audience: Audience, disclosure: Disclosure) -> bool:
    """Whether a document for the audience may contain text of the disclosure."""
    return disclosure in _PERMITTED[audience]


def is_published(audience: Audience) -> bool:
    """Whether documents for the audience can be read by anybody: they carry no marking."""
    return audience in (Audience.PUBLIC, Audience.PANEL)


@dataclass(frozen=True, slots=True)
class Guarded:
    """A piece of text with who may read it, and the wording that stands for it where the public may not."""

    text: str
    disclosure: Disclosure
    public_wording: str = ""

    def permitted(self, audience: Audience) -> str:
        """What the audience may read of it: the text, else the wording for the public, else nothing ("").

        Public documents carry the wording for the public wherever there is one, so that one account is published.
        """
        if is_published(audience) and self.public_wording:
            return self.public_wording
        if may_read(audience, self.disclosure):
            return self.text
        return self.public_wording
