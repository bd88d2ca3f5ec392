"""What changed since last year: opinions, objectives, departures, gaps; of each only what may be read of both years.

Nothing is told of what the audience may not read in either year, not even that it is there: what is withheld this year
is left out of last year, and what was withheld last year counts as it stands now (`last_year_for`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from assurance_app.domain.content import Block, Bullets, Heading, Paragraph
from assurance_app.domain.disclosure import Audience
from assurance_app.domain.entities import Answer, ThreatStatement
from assurance_app.domain.framework import Requirement, Section
from assurance_app.domain.planning import Objective
from assurance_app.domain.projection import for_audience
from assurance_app.domain.prose import number_word, spoken_date, spoken_list, spoken_paragraph
from assurance_app.domain.record import Record
from assurance_app.domain.values import Opinion, View
from assurance_app.domain.voice import Voice
from assurance_app.domain.years import spoken_year
from assurance_app.words import _, ngettext
from assurance_app.words.labels import filled, label

_NAMED = 3
"""So many threats are named in the short statement; more are counted."""


def last_year_for(before: Record, now: Record, audience: Audience) -> Record:
    """Last year as a statement for the audience may compare with it; both records are given whole.

    What changed only in who may read it is no change, so that it is neither told as one nor given away by one.
    """
    seen, seen_now = for_audience(before, audience), for_audience(now, audience)
    return replace(
        seen,
        answers=tuple(_comparable_answers(before, seen, now, seen_now)),
        threat_statements=tuple(_comparable_statements(seen, now, seen_now)),
        objectives=tuple(_comparable_objectives(before, seen, now, seen_now)),
    )


def _comparable_answers(before: Record, seen: Record, now: Record, seen_now: Record) -> Iterator[Answer]:
    whole_before, whole_now = before.answer_by_requirement, now.answer_by_requirement
    read_before, read_now = seen.answer_by_requirement, seen_now.answer_by_requirement
    for key in dict.fromkeys((*whole_before, *whole_now)):
        this, visible = whole_now.get(key), read_now.get(key)
        last = read_before.get(key)
        if this is not None and not (visible and visible.is_answered):
            continue
        was_withheld = key in whole_before and whole_before[key].is_answered and not (last and last.is_answered)
        if was_withheld and visible is not None:
            yield visible
        elif last is not None:
            is_open = this is None or bool(this.gap.strip())
            yield replace(last, gap="") if is_open else last


def _comparable_statements(seen: Record, now: Record, seen_now: Record) -> Iterator[ThreatStatement]:
    whole_now, read_now = now.statement_by_section, seen_now.statement_by_section
    for section_id, statement in seen.statement_by_section.items():
        this, visible = whole_now.get(section_id), read_now.get(section_id)
        if this is not None and visible is not None and visible.opinion is this.opinion:
            yield statement


def _comparable_objectives(before: Record, seen: Record, now: Record, seen_now: Record) -> Iterator[Objective]:
    now_by_title = {_key(one): one.id for one in now.objectives}
    before_titles = {_key(one) for one in before.objectives}
    ended = {one.id for one in before.objectives if _key(one) not in now_by_title}
    yield from (one for one in seen.objectives if one.id in ended)
    stayed = {key_id for title, key_id in now_by_title.items() if title in before_titles}
    yield from (one for one in seen_now.objectives if one.id in stayed)


def _key(objective: Objective) -> str:
    """By what an objective is known again in another year."""
    return " ".join((objective.title or objective.text).casefold().split())


def since_last_year(record: Record, before: Record, voice: Voice, *, before_is_draft: bool = False) -> Iterator[Block]:
    """The chapter; nothing where the two years have nothing in common that may be read.

    `record` is filtered for its audience, `before` is made by `last_year_for`.
    """
    said = (
        *_opinions(record, before, voice),
        *_objectives(record, before, voice),
        *_departures(record, before, voice),
        *_gaps(record, before, voice),
    )
    if not said:
        return
    yield Heading(1, _("What changed since last year"), "since-last-year")
    yield Paragraph(" ".join(_basis(record, before, voice, before_is_draft)))
    yield Bullets(said)


def in_a_sentence(record: Record, before: Record, voice: Voice) -> str:
    """For the short statement: on which threats the opinion is another one than last year; "" where on none."""
    changed = tuple(section.title for section, last, this in _opinions_of_both(record, before) if last is not this)
    if not changed:
        return ""
    if len(changed) > _NAMED:
        return voice.say(
            _("Since last year my opinion has changed on {{number}} threats."),
            _("Since last year our opinion has changed on {{number}} threats."),
        ).format(number=number_word(len(changed)))
    return voice.say(
        _("Since last year my opinion has changed on {{threats}}."),
        _("Since last year our opinion has changed on {{threats}}."),
    ).format(threats=spoken_list(changed))


def _basis(record: Record, before: Record, voice: Voice, before_is_draft: bool) -> Iterator[str]:
    year = spoken_year(before.cycle.year)
    yield voice.say(_("I compare this year with {{year}}."), _("We compare this year with {{year}}.")).format(year=year)
    if record.framework.id != before.framework.id:
        yield _(
            "That year was recorded against another edition, issued {date}. Only threats and requirements that both "
            "editions have are compared."
        ).format(date=spoken_date(before.framework.issued))
    if before_is_draft:
        yield _("That year was not approved: this comparison stands in the draft, and not in an approved statement.")


def _opinions_of_both(record: Record, before: Record) -> Iterator[tuple[Section, Opinion, Opinion]]:
    last, this = before.statement_by_section, record.statement_by_section
    for section in record.framework.threats:
        if section.id in last and section.id in this:
            first, second = last[section.id], this[section.id]
            if (
                _tells_opinion(first)
                and _tells_opinion(second)
                and (first.opinion, second.opinion) != (Opinion.NONE_YET, Opinion.NONE_YET)
            ):
                yield section, first.opinion, second.opinion


def _tells_opinion(statement: ThreatStatement) -> bool:
    """Whether “none yet” can be relied on: a wording in the place of the account leaves the opinion out too."""
    told = {name for name, _text in statement.parts} - {"regard"}
    return statement.opinion is not Opinion.NONE_YET or bool(told or statement.held_on)


def _opinions(record: Record, before: Record, voice: Voice) -> Iterator[str]:
    same = []
    for section, last, this in _opinions_of_both(record, before):
        if last is this:
            same.append(section.title)
        else:
            yield _opinion(section, last, this, voice)
    if same:
        yield voice.say(
            _("On {{threats}} my opinion is the same as last year."),
            _("On {{threats}} our opinion is the same as last year."),
        ).format(threats=spoken_list(tuple(same)))


def _opinion(section: Section, last: Opinion, this: Opinion, voice: Voice) -> str:
    words = {"threat": section.title, "last": _lower("opinion", last.value), "this": _lower("opinion", this.value)}
    if last is Opinion.NONE_YET:
        return voice.say(
            _("On {{threat}} I have come to an opinion: {{this}}. Last year I had come to none."),
            _("On {{threat}} we have come to an opinion: {{this}}. Last year we had come to none."),
        ).format(**words)
    if this is Opinion.NONE_YET:
        return voice.say(
            _("On {{threat}} I have come to no opinion this year. Last year I was {{last}}."),
            _("On {{threat}} we have come to no opinion this year. Last year we were {{last}}."),
        ).format(**words)
    return voice.say(
        _("On {{threat}} my opinion has changed from {{last}} to {{this}}."),
        _("On {{threat}} our opinion has changed from {{last}} to {{this}}."),
    ).format(**words)


def _objectives(record: Record, before: Record, voice: Voice) -> Iterator[str]:
    last = {_key(one): one.title or one.text for one in before.objectives}
    this = {_key(one): one.title or one.text for one in record.objectives}
    if not last:
        return  # last year named none that can be read: then all would be new, and that says nothing
    new = [title for key, title in this.items() if key not in last]
    ended = [title for key, title in last.items() if key not in this]
    if new:
        yield ngettext(
            "One objective is new among those that the threats influenced: {objectives}.",
            "{number} objectives are new among those that the threats influenced: {objectives}.",
            len(new),
        ).format(number=len(new), objectives=_quoted(new))
    if ended:
        yield voice.say(
            ngettext(
                "One objective that I named last year is no longer among them: {{objectives}}.",
                "{{number}} objectives that I named last year are no longer among them: {{objectives}}.",
                len(ended),
            ),
            ngettext(
                "One objective that we named last year is no longer among them: {{objectives}}.",
                "{{number}} objectives that we named last year are no longer among them: {{objectives}}.",
                len(ended),
            ),
        ).format(number=len(ended), objectives=_quoted(ended))


def _quoted(titles: list[str]) -> str:
    return "; ".join(_("“{title}”").format(title=title) for title in titles)


def _departures(record: Record, before: Record, voice: Voice) -> Iterator[str]:
    last, this = before.answer_by_requirement, record.answer_by_requirement
    for requirement in record.framework.requirements:
        old, new = last.get(requirement.id), this.get(requirement.id)
        if new is None or not new.is_answered or new.is_departure is (old is not None and old.is_departure):
            continue
        said = _departure(new, voice) if new.is_departure else _resolved(new, voice)
        yield _about(record, requirement, said)


def _about(record: Record, requirement: Requirement, said: str) -> str:
    return _("{requirement} ({paragraph}): {said}").format(
        requirement=filled(requirement.title, record.body.kind.value),
        paragraph=spoken_paragraph(requirement.ref),
        said=said,
    )


def _departure(answer: Answer, voice: Voice) -> str:
    if answer.position is not None:
        return voice.say(
            _("new this year: I depart from the requirement here."),
            _("new this year: we depart from the requirement here."),
        )
    return voice.say(_("new this year: I am not satisfied."), _("new this year: we are not satisfied."))


def _resolved(answer: Answer, voice: Voice) -> str:
    if answer.position is not None:
        said = voice.say(
            _("last year I departed from the requirement here. Now it is {{stand}}."),
            _("last year we departed from the requirement here. Now it is {{stand}}."),
        )
    elif answer.view is View.NOT_EXAMINED:
        said = voice.say(
            _("last year I was not satisfied. I did not examine it this year."),
            _("last year we were not satisfied. We did not examine it this year."),
        )
    else:
        said = voice.say(
            _("last year I was not satisfied. Now I am {{stand}}."),
            _("last year we were not satisfied. Now we are {{stand}}."),
        )
    return said.format(stand=_stand(answer))


def _stand(answer: Answer) -> str:
    if answer.position is not None:
        return _lower("position", answer.position.value)
    return _lower("view", answer.view.value) if answer.view is not None else ""


def _gaps(record: Record, before: Record, voice: Voice) -> Iterator[str]:
    last, this = before.answer_by_requirement, record.answer_by_requirement
    for requirement in record.framework.requirements:
        old, new = last.get(requirement.id), this.get(requirement.id)
        if old is None or new is None or not old.gap.strip() or new.gap.strip() or not new.is_answered:
            continue
        said = voice.say(
            _("the gap that I named last year is closed."), _("the gap that we named last year is closed.")
        )
        yield _about(record, requirement, said)


def _lower(kind: str, code: str) -> str:
    words = label(kind, code)
    return words[:1].lower() + words[1:]
