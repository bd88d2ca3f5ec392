"""How the statement begins: what the SPR is, what the body must do about it, which year, and which edition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assurance_app.domain.content import Block, Fact, Heading, Paragraph
from assurance_app.domain.editions import applied_words
from assurance_app.domain.framework import Framework
from assurance_app.domain.prose import number_word, spoken_date
from assurance_app.domain.record import Record
from assurance_app.domain.voice import Voice
from assurance_app.domain.years import spoken_year
from assurance_app.words import _


def introduction(
    record: Record, voice: Voice, editions: Iterable[Framework] = (), *, is_full: bool = False
) -> Iterator[Block]:
    """The first chapter, of the statement or of the full record. `editions` are the other editions that are known, for
    what applied when.
    """
    framework = record.framework
    yield Heading(1, _("What this record is") if is_full else _("What this statement is"), "introduction")
    if record.body.invented:
        yield Paragraph(
            _("This is sample text about an invented area. No real body holds the opinions that stand here.")
        )
    yield Paragraph(
        _(
            "The Home Secretary issues the {title} under section 37A of the Police Act 1996. It names {number} threats "
            "that no force can meet on its own, and what policing must be able to do about each of them."
        ).format(title=framework.title, number=number_word(len(framework.threats)))
    )
    year = spoken_year(record.cycle.year)
    which = (
        _("This is the record on which the statement for {year} rests: for the office, and not for publication.")
        if is_full
        else _("This is that statement for {year}.")
    )
    yield Paragraph(f"{_duty(voice)} {which.format(year=year)}")
    yield Fact(
        _("Year"),
        _("1 April {first} to 31 March {last}").format(
            first=record.cycle.year[:4], last=int(record.cycle.year[:4]) + 1
        ),
    )
    yield Fact(
        _("Edition"),
        _("{title}, issued {date}").format(title=framework.title, date=spoken_date(framework.issued)),
    )
    yield Fact(_("When it applied"), " ".join(applied_words(record.cycle.year, framework, editions)))


def _duty(voice: Voice) -> str:
    return voice.say(
        _(
            "I must have regard to it when I issue or vary the {plan}, and I hold {chief} to account for having, "
            "or having access to, the capabilities that it asks for. Each year I state how I did so and how it "
            "influenced the direction and the objectives that I set."
        ),
        _(
            "We must have regard to it when we issue or vary the {plan}, and we hold {chief} to account for "
            "having, or having access to, the capabilities that it asks for. Each year we state how we did so and "
            "how it influenced the direction and the objectives that we set."
        ),
    )
