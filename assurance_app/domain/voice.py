"""In whose voice a statement speaks: a commissioner says “I”, the Mayor's Office and the Common Council “we”."""

from __future__ import annotations

from dataclasses import dataclass

from assurance_app.domain.values import BodyKind
from assurance_app.words import _
from assurance_app.words.labels import body_placeholders


@dataclass(frozen=True, slots=True)
class Voice:
    """The words with which a body speaks of itself, of its chief officer, its plan and the panel."""

    i: str
    my: str
    me: str
    chief: str
    plan: str
    is_plural: bool
    has_panel: bool

    @staticmethod
    def at_start(words: str) -> str:
        """The words as a sentence or a heading begins with them: “The Commissioner of Police”."""
        return words[:1].upper() + words[1:]

    def say(self, singular: str, plural: str) -> str:
        """The sentence in the right number, with {chief} and {plan} filled in."""
        return (plural if self.is_plural else singular).format(chief=self.chief, plan=self.plan)


def voice_of(kind: BodyKind) -> Voice:
    """The voice of a kind of body. The Common Council answers to no police and crime panel."""
    names = body_placeholders(kind.value)
    plural = kind in (BodyKind.MOPAC, BodyKind.COMMON_COUNCIL)
    return Voice(
        i=_("we") if plural else _("I"),
        my=_("our") if plural else _("my"),
        me=_("us") if plural else _("me"),
        chief=names["chief"],
        plan=names["plan"],
        is_plural=plural,
        has_panel=kind is not BodyKind.COMMON_COUNCIL,
    )
