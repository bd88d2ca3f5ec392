"""The short statement: about 300 words to be inserted in an annual report, whatever the record holds (SPR 24.1).

Of what a person wrote a whole first sentence is taken or none: nobody's words are cut in the middle. What does not fit
is referred to in the standard statement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assurance_app.domain.content import Block, Bullets, ContentTree, Fact, Heading, Paragraph, spoken_text
from assurance_app.domain.departures_said import departures_of, leading_words
from assurance_app.domain.disclosure import Audience
from assurance_app.domain.editions import applied_words, is_whole_year
from assurance_app.domain.entities import Answer, ThreatStatement
from assurance_app.domain.framework import Framework, SectionKind
from assurance_app.domain.prose import blocks_of, number_word, spoken_date, spoken_list, spoken_paragraph
from assurance_app.domain.record import Record
from assurance_app.domain.since_last_year import in_a_sentence
from assurance_app.domain.values import Opinion, Position, ReviewOutcome
from assurance_app.domain.voice import Voice
from assurance_app.words import _, ngettext
from assurance_app.words.labels import filled, label

MOST_WORDS = 325
"""How many words the blocks may hold before shorter sentences are chosen; title and signature come on top."""
_SENTENCES = (26, 22, 20, 18, 14, 10, 0)
"""How many words a sentence of the person's may have: the first number with which all of it is short enough."""
_LETTERS_A_WORD = 12
_MORE_FOR_A_REASON = 6
"""The good reason for a departure may be longer: it is what the reader is owed (SPR 18)."""
_DEPARTURES = 3
_REVIEWS = 3
_DIGITS_FROM = 10
"""From here on the numbers of one sentence stand in digits, all of them."""
_END = re.compile(r"[.!?…]+[)\]”’\"']*(?=\s+[^\sa-z])")
# After these a full stop does not end a sentence; nor does it after a single letter.
_ABBREVIATED = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Rev|Sir|St|No|Nos|Cllr|Supt|Insp|Sgt|Ch|Det|Sec|Art|Vol|Fig|approx|para|paras|pp|vs|cf|"
    r"etc|viz|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)|\b\w)\.$",
    re.IGNORECASE,
)
_PAIRS = (
    *(("(", ")"), ("[", "]"), ("{", "}"), ("“", "”"), ("«", "»")),
    *(("[\u202a\u202b\u202d\u202e]", "\u202c"), ("[\u2066-\u2068]", "\u2069")),  # what turns the direction of words
)


def short_blocks(
    record: Record, voice: Voice, *, before: Record | None = None, editions: tuple[Framework, ...] = ()
) -> tuple[Block, ...]:
    """The blocks of the short statement, apart from its sign-off, from a record filtered for the audience.

    `before` is the year before as the audience may compare with it, `editions` the other editions that are known.
    """
    changed = "" if before is None else in_a_sentence(record, before, voice)
    blocks: tuple[Block, ...] = ()
    for most in _SENTENCES:
        blocks = tuple(_blocks(record, voice, most, changed, editions))
        if number_of_words(blocks) <= MOST_WORDS:
            break
    return blocks


def number_of_words(blocks: tuple[Block, ...]) -> int:
    """How many words a reader finds in the blocks."""
    tree = ContentTree("", "", "", Audience.OFFICE, "", "", blocks)
    return sum(len(text.split()) for text in spoken_text(tree))


def _blocks(record: Record, voice: Voice, most: int, changed: str, editions: tuple[Framework, ...]) -> Iterator[Block]:
    yield from _introduction(record, voice, editions)
    yield from _own_duties(record, voice, most)
    yield from _threats(record, voice, most)
    if changed:
        yield Paragraph(changed)
    yield from _departures(record, voice, most)


def _introduction(record: Record, voice: Voice, editions: tuple[Framework, ...]) -> Iterator[Block]:
    framework = record.framework
    yield Heading(1, _("What this statement is"), "introduction")
    if record.body.invented:
        yield Paragraph(_("This is sample text about an invented area."))
    yield Paragraph(
        _(
            "The {title}, here in the edition issued on {date}, names the threats that no force can meet on its own. "
            "The Home Secretary issues it under section 37A of the Police Act 1996."
        ).format(title=framework.title, date=spoken_date(framework.issued))
    )
    if not is_whole_year(record.cycle.year, framework, editions):
        yield Paragraph(" ".join(applied_words(record.cycle.year, framework, editions)))
    yield Paragraph(
        voice.say(
            _(
                "I must have regard to it in the {plan}, and I hold {chief} to account for the capabilities that it "
                "asks for. This is how I did so from 1 April {{first}} to 31 March {{last}}; my standard statement "
                "says more."
            ),
            _(
                "We must have regard to it in the {plan}, and we hold {chief} to account for the capabilities that it "
                "asks for. This is how we did so from 1 April {{first}} to 31 March {{last}}; our standard statement "
                "says more."
            ),
        ).format(first=record.cycle.year[:4], last=int(record.cycle.year[:4]) + 1)
    )


def _own_duties(record: Record, voice: Voice, most: int) -> Iterator[Block]:
    """That the duties of the body were met and how. Only what the audience may read is counted, of no known whole."""
    answers = record.answer_by_requirement
    own = [
        answers[requirement.id]
        for section in record.framework.sections
        if section.kind is SectionKind.OWN_DUTIES
        for requirement in section.requirements
        if requirement.id in answers
    ]
    said = [*_met(own, voice), *_reviews(record, voice)]
    how = next((first for answer in own if (first := first_sentence(answer.rests_on, most))), "")
    if said or how:
        yield Heading(1, voice.say(_("How I met my own duties"), _("How we met our own duties")), "own-duties")
        yield from (Paragraph(text) for text in (" ".join(said), how) if text)


def _met(own: list[Answer], voice: Voice) -> Iterator[str]:
    """How many duties were met, of those that the longer statement for the same audience tells of: a count of all of
    them would say how much is withheld.
    """
    counts = {position: sum(answer.position is position for answer in own) for position in Position}
    told = counts[Position.FOLLOWED] + counts[Position.IN_PART] + counts[Position.NOT_FOLLOWED]
    spoken = str if told >= _DIGITS_FROM else number_word
    said = [
        words.format(number=spoken(number))
        for words, number in (
            (_("{number} in full"), counts[Position.FOLLOWED]),
            (_("{number} in part"), counts[Position.IN_PART]),
            (_("{number} not, for good reason"), counts[Position.NOT_FOLLOWED]),
        )
        if number
    ]
    if said:
        yield voice.say(
            ngettext(
                "My standard statement tells of {{number}} duty of my own: I followed {{counts}}.",
                "My standard statement tells of {{number}} duties of my own: I followed {{counts}}.",
                told,
            ),
            ngettext(
                "Our standard statement tells of {{number}} duty of our own: we followed {{counts}}.",
                "Our standard statement tells of {{number}} duties of our own: we followed {{counts}}.",
                told,
            ),
        ).format(number=spoken(told), counts=spoken_list(tuple(said)))


def _reviews(record: Record, voice: Voice) -> Iterator[str]:
    """The days on which the plan was reviewed. None is called the last: a later one may not be told to all."""
    days = tuple(sorted({review.reviewed_on for review in record.plan_reviews if review.reviewed_on}))
    if not days:
        return
    named = spoken_list(tuple(map(spoken_date, days)))
    when = _("on {days}").format(days=named) if len(days) <= _REVIEWS else _times(len(days))
    if any(review.outcome is ReviewOutcome.VARIED for review in record.plan_reviews):
        said = voice.say(
            _("I reviewed the {plan} {{when}}, and varied it."), _("We reviewed the {plan} {{when}}, and varied it.")
        )
    else:
        said = voice.say(
            _("I reviewed the {plan} {{when}}, and left it as it was."),
            _("We reviewed the {plan} {{when}}, and left it as it was."),
        )
    yield said.format(when=when)


def _times(number: int) -> str:
    return _("{number} times").format(number=number_word(number))


def _threats(record: Record, voice: Voice, most: int) -> Iterator[Block]:
    """The threats with an opinion or a sentence; then by name alone those that only the longer statement tells of, and
    those of which none does.
    """
    statements = record.statement_by_section
    said, elsewhere, silent = [], [], []
    for section in record.framework.threats:
        statement = statements.get(section.id)
        if statement is not None and (words := _threat(statement, most)):
            said.append(Fact(section.title, words))
        elif statement is not None and statement.parts:
            elsewhere.append(section.title)
        else:
            silent.append(section.title)
    if not (said or elsewhere or silent):
        return
    yield Heading(1, _("The national threats"), "threats")
    if said:
        yield Paragraph(
            voice.say(
                _("My opinion where I give one, and what my regard confirmed or changed:"),
                _("Our opinion where we give one, and what our regard confirmed or changed:"),
            )
        )
    yield from said
    if elsewhere:
        yield Fact(_("Told of in the standard statement"), spoken_list(tuple(elsewhere)))
    if silent:
        yield Fact(_("Threats on which this statement is silent"), spoken_list(tuple(silent)))


def _threat(statement: ThreatStatement, most: int) -> str:
    opinion = label("opinion", statement.opinion.value) + "." if statement.opinion is not Opinion.NONE_YET else ""
    sentence = first_sentence(statement.influence or statement.regard, most)
    return " ".join(piece for piece in (opinion, sentence) if piece)


def _departures(record: Record, voice: Voice, most: int) -> Iterator[Block]:
    departures = departures_of(record)
    if not departures:
        return
    yield Heading(1, _("Departures"), "departures")
    yield Paragraph(leading_words(departures, voice))
    yield Bullets(tuple(_departure(record, answer, most) for answer in departures[:_DEPARTURES]))
    more = len(departures) - _DEPARTURES
    if more > 0:
        yield Paragraph(
            ngettext(
                "The standard statement tells of {number} more.", "The standard statement tells of {number} more.", more
            ).format(number=number_word(more))
        )


def _departure(record: Record, answer: Answer, most: int) -> str:
    requirement = record.framework.requirement(answer.requirement_id)
    named = _("{title} ({paragraph})").format(
        title=filled(requirement.title, record.body.kind.value), paragraph=spoken_paragraph(requirement.ref)
    )
    given = answer.reason or answer.chief_constables_reason
    if not given.strip():
        return named
    sentence = first_sentence(given, most + _MORE_FOR_A_REASON if most else 0)
    return _("{what}: {reason}").format(
        what=named, reason=sentence or _("the reason stands in the standard statement.")
    )


def first_sentence(text: str, most: int) -> str:
    """The first sentence of a text, whole and unaltered, where it has at most `most` words; else "".

    A list, a sentence that leads to one, or one whose end cannot be told for certain, is none.
    """
    first = next(blocks_of(text), None)
    if not isinstance(first, Paragraph) or "\n" in first.text:
        return ""
    sentence = _first_sentence(first.text)
    fits = len(sentence.split()) <= most and len(sentence) <= most * _LETTERS_A_WORD
    return sentence if fits and not sentence.endswith(":") and _is_balanced(sentence) else ""


def _first_sentence(text: str) -> str:
    for end in _END.finditer(text):
        before = text[: end.end()]
        if not _ABBREVIATED.search(before):
            return before.strip()
    return text.strip()


def _is_balanced(text: str) -> bool:
    opened = (len(re.findall(_mark(one), text)) - text.count(other) for one, other in _PAIRS)
    return text.count('"') % 2 == 0 and not any(opened)


def _mark(opening: str) -> str:
    return opening if len(opening) > 1 else re.escape(opening)
