"""The texts of a record, each with where it stands and with what of it anybody may read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from assurance_app.domain.disclosure import Disclosure
from assurance_app.domain.entities import STATEMENT_PARTS, Answer, Entity, ThreatStatement, kind_of
from assurance_app.domain.record import Record

_ANSWER_TEXTS = ("rests_on", "reason", "chief_constables_reason", "bodys_view_of_reason", "gap", "next_step")
_OTHER_TEXTS = {
    "sessions": ("wanted_to_know", "forum"),
    "actions": ("title", "why_not_resourced"),
    "objectives": ("title", "text"),
    "plan_reviews": ("because",),
    "resource_decisions": ("what",),
    "agreements": ("title", "provides"),
    "findings": ("finding", "recommendation", "comments"),
    "evidence": ("title", "shows"),
}


@dataclass(frozen=True, slots=True)
class Written:
    """What was written about one thing, by the name of its part. `public` is what a published document would say."""

    kind: str
    target_id: str
    section_id: str
    requirement_id: str
    texts: tuple[tuple[str, str], ...]
    public: tuple[tuple[str, str], ...]

    @property
    def everything(self) -> tuple[tuple[str, str], ...]:
        """All its texts, the wording for the public among them."""
        return tuple(dict.fromkeys((*self.texts, *self.public)))


def written(record: Record) -> Iterator[Written]:
    """Every text of the record: statements, answers, then the other entries."""
    for statement in record.threat_statements:
        yield of_statement(statement)
    for answer in record.answers:
        yield of_answer(answer)
    linked = {link.revision_id for link in record.links}
    for name, parts in _OTHER_TEXTS.items():
        for entry in getattr(record, name):
            if name == "evidence" and entry.id not in linked:
                continue
            texts = [(part, getattr(entry, part)) for part in parts]
            if name == "sessions":
                texts += [("asked", text) for line in entry.questions for text in (line.asked, line.answered)]
                texts += [("reason", line.reason) for line in entry.opinions]
            yield _written(entry, tuple((part, text) for part, text in texts if text))


def of_statement(statement: ThreatStatement) -> Written:
    """The texts of a threat statement."""
    texts = tuple((part, text) for part in STATEMENT_PARTS if (text := getattr(statement, part)))
    return _written(statement, texts, section_id=statement.section_id)


def of_answer(answer: Answer) -> Written:
    """The texts of an answer. Which section its requirement stands in is not asked here, for every answer, but once."""
    texts = tuple((part, text) for part in _ANSWER_TEXTS if (text := getattr(answer, part)))
    return _written(answer, texts, requirement_id=answer.requirement_id)


def _written(entry: Any, texts: tuple[tuple[str, str], ...], section_id: str = "", requirement_id: str = "") -> Written:
    wording = entry.public_wording
    if wording:
        public: tuple[tuple[str, str], ...] = (("public_wording", wording),)
    else:
        public = texts if entry.disclosure is Disclosure.PUBLIC else ()
    kind: type[Entity] = type(entry)
    return Written(kind_of(kind), entry.id, section_id, requirement_id, texts, public)
