"""The closed sets of values that the record is made of; `assurance_app.words.labels` has their words for people."""

from __future__ import annotations

from enum import StrEnum


class BodyKind(StrEnum):
    """What kind of local policing body it is."""

    PCC = "pcc"
    PFCC = "pfcc"
    MAYOR = "mayor"
    MOPAC = "mopac"
    COMMON_COUNCIL = "common-council"


class Position(StrEnum):
    """What the body says of a duty of its own (SPR para 18: followed, unless there are good reasons not to)."""

    FOLLOWED = "followed"
    IN_PART = "in-part"
    NOT_FOLLOWED = "not-followed"
    NOT_APPLICABLE = "not-applicable"


class View(StrEnum):
    """How the body is satisfied about what the chief constable has, or has access to (SPR 23.2)."""

    SATISFIED = "satisfied"
    PARTLY_SATISFIED = "partly-satisfied"
    NOT_SATISFIED = "not-satisfied"
    NOT_EXAMINED = "not-examined"


class Provided(StrEnum):
    """How a capability is provided."""

    IN_FORCE = "in-force"
    COLLABORATION = "collaboration"
    REGIONALLY = "regionally"
    NATIONALLY = "nationally"
    NO_ACCESS = "no-access"


class Opinion(StrEnum):
    """The body's conclusion per threat after scrutiny. Never an HMICFRS grade."""

    ASSURED = "assured"
    PARTLY_ASSURED = "partly-assured"
    NOT_ASSURED = "not-assured"
    NONE_YET = "none-yet"


class Risk(StrEnum):
    """How much the office would be exposed if a requirement were not met: what to examine first."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class ActionStatus(StrEnum):
    """Where an action stands."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class ReviewOutcome(StrEnum):
    """What a review of the plan against the SPR came to."""

    NO_CHANGE = "no-change"
    VARIED = "varied"


class ResourceKind(StrEnum):
    """What kind of decision on resources it was."""

    BUDGET = "budget"
    PRECEPT = "precept"
    AGREEMENT = "agreement"
    OTHER = "other"


class CycleStatus(StrEnum):
    """Where a year stands. After approval the order is advice, not force."""

    DRAFTING = "drafting"
    FORCE_CHECK = "force-check"
    IN_REVIEW = "in-review"
    APPROVED = "approved"
    SENT_TO_PANEL = "sent-to-panel"
    PANEL_MET = "panel-met"
    PANEL_REPORTED = "panel-reported"
    RESPONSE_PUBLISHED = "response-published"
    REPORT_PUBLISHED = "report-published"


class WorkspaceKind(StrEnum):
    """What a workspace holds: one office's years, or what the APCC received."""

    OFFICE = "office"
    NATIONAL = "national"


class TargetKind(StrEnum):
    """What evidence or a clearance can be attached to."""

    ANSWER = "answer"
    THREAT_STATEMENT = "threat-statement"
    SCRUTINY_SESSION = "scrutiny-session"
    CAPACITY_FIGURE = "capacity-figure"
    COLLABORATION_AGREEMENT = "collaboration-agreement"
    ACTION = "action"
