"""The record: one frozen definition of each entity. Tables, dumps, snapshots and returns are derived from these.

Every entity has an `id`. Texts are clean text. Dates are ISO 8601 texts
("2026-03-31"), "" where unknown. What is kept about an entity beside its content (version, time) is in `Stored`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from assurance_app.domain.briefing import CONTENT_PARTS, keeps_content
from assurance_app.domain.commissioning import (
    Commission,
    EnteredReturn,
    ExpectedBody,
    Extract,
    Permission,
    RefusedFile,
    SummaryClearance,
    SummaryText,
)
from assurance_app.domain.disclosure import Disclosure, Guarded
from assurance_app.domain.holdings import CapacityFigure, CollaborationAgreement, InspectionFinding
from assurance_app.domain.notes import CheckSetAside, Note
from assurance_app.domain.planning import Objective, PlanReview, ResourceDecision
from assurance_app.domain.scrutiny import Action, DepartureDecision, ScrutinySession
from assurance_app.domain.values import (
    BodyKind,
    CycleStatus,
    Opinion,
    Position,
    Provided,
    Risk,
    TargetKind,
    View,
)


@dataclass(frozen=True, slots=True)
class Body:
    """A local policing body as it is now; its own title stands in documents."""

    id: str
    legal_name: str
    name_as_used: str
    kind: BodyKind
    police_area: str
    force: str
    mobilisation_region: str = ""
    rocu: str = ""
    nation: str = ""
    kind_since: str = ""
    note: str = ""
    invented: bool = False


@dataclass(frozen=True, slots=True)
class OfficeHolder:
    """Who holds, or held, the office of the body, with dates."""

    id: str
    body_id: str
    name: str
    role: str
    held_from: str = ""
    held_to: str = ""


@dataclass(frozen=True, slots=True)
class Cycle:
    """One body's work for one reporting year against one revision of one framework."""

    id: str
    body_id: str
    year: str
    framework_id: str
    framework_revision: int
    status: CycleStatus = CycleStatus.DRAFTING
    marking: str = "OFFICIAL"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the body records against one requirement: a position on its own or shared duty, or a view of the force's."""

    id: str
    cycle_id: str
    requirement_id: str
    position: Position | None = None
    view: View | None = None
    provided: Provided | None = None
    rests_on: str = ""
    reason: str = ""
    """Position: the good reason for not following (SPR 18). View: why it was not examined this year."""
    chief_constables_reason: str = ""
    bodys_view_of_reason: str = ""
    gap: str = ""
    next_step: str = ""
    disclosure: Disclosure = Disclosure.OFFICE
    public_wording: str = ""
    fields: Mapping[str, object] = field(default_factory=dict)
    """Typed extra answers by field id: whole numbers, texts, booleans; a table is a list of objects by column id."""

    @property
    def account(self) -> Guarded:
        """What the answer rests on, with who may read it."""
        return Guarded(self.rests_on, self.disclosure, self.public_wording)

    @property
    def is_answered(self) -> bool:
        """Whether the body has said where it stands."""
        return self.position is not None or self.view is not None

    @property
    def is_departure(self) -> bool:
        """A duty of the body not followed, or a capability that the body is not satisfied about."""
        return self.position is Position.NOT_FOLLOWED or self.view is View.NOT_SATISFIED


STATEMENT_PARTS = ("regard", "influence", "resources", "held_to_account", "concluded", "next_year")
"""The parts of a body's account for one threat, in the order in which they are written and read."""


@dataclass(frozen=True, slots=True)
class ThreatStatement:
    """The body's own account for one threat, in its voice, and its opinion after scrutiny."""

    id: str
    cycle_id: str
    section_id: str
    regard: str = ""
    influence: str = ""
    resources: str = ""
    held_to_account: str = ""
    held_on: tuple[str, ...] = ()
    concluded: str = ""
    next_year: str = ""
    opinion: Opinion = Opinion.NONE_YET
    disclosure: Disclosure = Disclosure.OFFICE
    public_wording: str = ""

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """The parts of the account that have words, by name, in the order in which they are read."""
        return tuple((name, text) for name in STATEMENT_PARTS if (text := getattr(self, name)))


@dataclass(frozen=True, slots=True)
class Evidence:
    """An item of the office's library. Its content stands in revisions; `revision` is the newest."""

    id: str
    body_id: str
    revision: int
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class EvidenceRevision:
    """One revision of an item of evidence. Links pin one, so that what an answer rested on can be seen for ever."""

    id: str
    evidence_id: str
    number: int
    type: str
    title: str
    source: str = ""
    locator: str = ""
    """Where in the source: a heading, page or paragraph."""
    date: str = ""
    owner: str = ""
    shows: str = ""
    disclosure: Disclosure = Disclosure.OFFICE
    public_wording: str = ""
    review_by: str = ""
    link: str = ""
    attachment: str = ""
    """SHA-256 of a file kept beside the workspace, or ""."""
    attachment_name: str = ""

    def __post_init__(self) -> None:
        """Of a briefing received nothing but that it was can be written down, wherever it comes from."""
        if not keeps_content(self.type):
            for part in CONTENT_PARTS:
                object.__setattr__(self, part, "")

    @property
    def account(self) -> Guarded:
        """What the evidence shows, with who may read it."""
        return Guarded(self.shows, self.disclosure, self.public_wording)


@dataclass(frozen=True, slots=True)
class EvidenceLink:
    """That an answer or a threat statement rests on one revision of an item of evidence."""

    id: str
    cycle_id: str
    revision_id: str
    evidence_id: str
    target_kind: TargetKind
    target_id: str


@dataclass(frozen=True, slots=True)
class Clearance:
    """Who cleared capacity figures, a gap or a departure for the public: a name, a role and a date."""

    id: str
    cycle_id: str
    target_kind: TargetKind
    target_id: str
    name: str
    role: str
    cleared_on: str


@dataclass(frozen=True, slots=True)
class ExaminationChoice:
    """What the office chose for one requirement this year: whether to examine it, and at which risk it stands."""

    id: str
    cycle_id: str
    requirement_id: str
    examine: bool = False
    risk: Risk | None = None


@dataclass(frozen=True, slots=True)
class Approval:
    """The office-holder's approval of a year, bound to what was approved by the fingerprint of its manifest."""

    id: str
    cycle_id: str
    name: str
    role: str
    approved_at: str
    fingerprint: str
    snapshot: str
    """Digest of the payload that holds the whole record as it was approved; the year renders from it for ever."""
    revoked_at: str = ""


@dataclass(frozen=True, slots=True)
class ReceivedReturn:
    """A return that the APCC received, in a national workspace."""

    id: str
    body_id: str
    year: str
    file_name: str
    sha256: str
    received_at: str
    draft: bool
    fingerprint: str
    content: str
    """Digest of the payload that holds the content that partners may read."""
    made_at: str = ""
    """When the office made the file. "" where the return was received before this was kept beside its content."""
    framework_id: str = ""
    """The edition that it was made on; "" as above."""
    framework_revision: int = 0
    came_on: str = ""
    """The day on which it reached the APCC where the officer says that it was not the day it was received here."""

    @property
    def arrived_on(self) -> str:
        """The day that counts when it is asked whether a return was late."""
        return self.came_on or self.received_at[:10]


Entity = (
    Body
    | OfficeHolder
    | Cycle
    | Answer
    | ThreatStatement
    | Evidence
    | EvidenceRevision
    | EvidenceLink
    | Clearance
    | ExaminationChoice
    | ScrutinySession
    | Action
    | DepartureDecision
    | Objective
    | PlanReview
    | ResourceDecision
    | CapacityFigure
    | CollaborationAgreement
    | InspectionFinding
    | Note
    | CheckSetAside
    | Approval
    | ReceivedReturn
    | Commission
    | ExpectedBody
    | EnteredReturn
    | RefusedFile
    | Permission
    | Extract
    | SummaryText
    | SummaryClearance
)

ENTITIES: tuple[type[Entity], ...] = (
    Body,
    OfficeHolder,
    Cycle,
    Answer,
    ThreatStatement,
    Evidence,
    EvidenceRevision,
    EvidenceLink,
    Clearance,
    ExaminationChoice,
    ScrutinySession,
    Action,
    DepartureDecision,
    Objective,
    PlanReview,
    ResourceDecision,
    CapacityFigure,
    CollaborationAgreement,
    InspectionFinding,
    Note,
    CheckSetAside,
    Approval,
    ReceivedReturn,
    Commission,
    ExpectedBody,
    EnteredReturn,
    RefusedFile,
    Permission,
    Extract,
    SummaryText,
    SummaryClearance,
)
"""Every entity, parents before children: the order of tables, of dumps and of load."""

E = TypeVar("E", bound=Entity)


@dataclass(frozen=True, slots=True)
class Stored(Generic[E]):
    """An entity as it is in a workspace. `version` counts its audited versions; a draft not yet promoted lies over it.

    A write carries the version it expects; version 0 means that there is none yet.
    """

    entity: E
    version: int
    saved_at: str
    is_draft: bool = False


def _kind_name(entity: type[Entity]) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in entity.__name__).lstrip("_")


_KIND_NAMES: dict[type[Entity], str] = {entity: _kind_name(entity) for entity in ENTITIES}


def kind_of(entity: type[Entity]) -> str:
    """The name of an entity's kind in audit, drafts, dumps and search: "threat_statement"."""
    return _KIND_NAMES[entity]


KINDS: dict[str, type[Entity]] = {kind_of(entity): entity for entity in ENTITIES}


def answer_id(cycle_id: str, requirement_id: str) -> str:
    """The one id that the answer to a requirement has in a cycle, so that two people cannot make two."""
    return f"{cycle_id}/{requirement_id}"


def threat_statement_id(cycle_id: str, section_id: str) -> str:
    """The one id that the statement for a threat has in a cycle."""
    return f"{cycle_id}/{section_id}"
