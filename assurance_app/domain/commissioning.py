"""What the APCC records in its national workspace besides the returns themselves (SPR 24.2).

What was asked of whom and by when; what the officer entered from a Word file, a PDF or a page; which files were refused
and why; who may be named and quoted; what the summary says in the officer's words, and who cleared it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assurance_app.domain.values import Opinion


@dataclass(frozen=True, slots=True)
class Commission:
    """What was asked of the bodies for one year. Its id is the year."""

    id: str
    year: str
    asked: str = ""
    asked_on: str = ""
    due_on: str = ""
    asked_by: str = ""
    framework_id: str = ""
    """The edition that returns are expected on; "" where any will do."""
    marking: str = ""
    """Of the whole, as the officer decided; "" where the highest among the returns is taken."""
    with_capacity: bool = False
    """Whether capacity is summed and shown at all."""


@dataclass(frozen=True, slots=True)
class ExpectedBody:
    """That a body is expected to return for a year, or owes none, with the reason. Its id is year and body.

    Where a year has none of these, the bodies as known are expected.
    """

    id: str
    year: str
    body_id: str
    owes: bool = True
    reason: str = ""
    """Why it owes none: merged into another, its duties passed on, agreed otherwise."""
    merged_into: str = ""
    """The id of the body that speaks for it now, "" where none does."""
    contact: str = ""
    """To whom the APCC writes: a name, an address of e-mail."""
    note: str = ""


class Voice(StrEnum):
    """In whose voice a statement was written that was not made with this program."""

    BODY = "body"
    FORCE = "force"
    MIXED = "mixed"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class EnteredThreat:
    """What the officer found on one threat in a statement that is no return file."""

    section_id: str
    is_mentioned: bool = False
    influence: str = ""
    """The influence on direction and objectives as described, in short."""
    conclusion: Opinion = Opinion.NONE_YET
    voice: Voice = Voice.UNCLEAR
    page: str = ""
    passage: str = ""
    """Quoted word for word."""


@dataclass(frozen=True, slots=True)
class EnteredReturn:
    """A statement that came as Word, PDF or a page, entered by the APCC. Its id is year and body.

    The file, where one was kept, is an attachment by its SHA-256.
    """

    id: str
    year: str
    body_id: str
    title: str = ""
    link: str = ""
    attachment: str = ""
    attachment_name: str = ""
    published_on: str = ""
    read_on: str = ""
    read_by: str = ""
    framework_id: str = ""
    marking: str = ""
    threats: tuple[EnteredThreat, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """That a file was refused, and why. Nothing of the file itself is kept."""

    id: str
    year: str
    file_name: str
    refused_at: str
    reason: str
    """The sentence that the person was told."""
    sha256: str = ""
    """Of the file, "" where it could not be read or was too large."""
    says_body: str = ""
    """The id of the body that it says it is of, where that could be read; "" else."""
    is_settled: bool = False


class PermissionKind(StrEnum):
    """What a body allowed."""

    NAME = "name"
    QUOTE = "quote"


@dataclass(frozen=True, slots=True)
class Permission:
    """That a body may be named, or these words of its quoted, in the national summary."""

    id: str
    year: str
    body_id: str
    kind: PermissionKind
    text: str = ""
    """The words that may be quoted, exactly; "" for a name."""
    section_id: str = ""
    asked_on: str = ""
    granted_by: str = ""
    granted_role: str = ""
    granted_on: str = ""
    """Empty while it is asked for and not given."""
    withdrawn_on: str = ""
    is_good_practice: bool = False

    @property
    def stands(self) -> bool:
        """Whether it was given and not withdrawn."""
        return bool(self.granted_on and self.granted_by) and not self.withdrawn_on


class ExtractAnswer(StrEnum):
    """What a body said of the extract it was sent to check."""

    WAITING = "waiting"
    AGREED = "agreed"
    CHANGES_ASKED = "changes-asked"


@dataclass(frozen=True, slots=True)
class Extract:
    """What was sent to a body to check before the summary goes out, and its answer."""

    id: str
    year: str
    body_id: str
    sent_on: str = ""
    sent_to: str = ""
    digest: str = ""
    """Of what was sent, so that a later change is seen."""
    answer: ExtractAnswer = ExtractAnswer.WAITING
    answered_on: str = ""
    answered_by: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class SummaryText:
    """What the officer writes in one part of the national summary. Its id is year and part."""

    id: str
    year: str
    part: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class SummaryClearance:
    """That the portfolio lead cleared the whole summary, by name and date. Its id is the year."""

    id: str
    year: str
    name: str = ""
    role: str = ""
    cleared_on: str = ""
    digest: str = ""
    """Of the summary as it was cleared: another one shows as changed since."""


def expected_body_id(year: str, body_id: str) -> str:
    """The one id that a body's line has in a year."""
    return f"{year}/{body_id}"


def summary_text_id(year: str, part: str) -> str:
    """The one id that a part of the summary has in a year."""
    return f"{year}/{part}"
