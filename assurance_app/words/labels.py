"""The words for the domain's values, by kind and code, in the order in which they are offered."""

from __future__ import annotations

from assurance_app.words import _, later

LABELS: dict[str, dict[str, str]] = {
    "position": {
        "followed": later("Followed"),
        "in-part": later("Followed in part"),
        "not-followed": later("Not followed, for good reason"),
        "not-applicable": later("Not applicable"),
    },
    "view": {
        "satisfied": later("Satisfied"),
        "partly-satisfied": later("Partly satisfied"),
        "not-satisfied": later("Not satisfied"),
        "not-examined": later("Not examined this year"),
    },
    "provided": {
        "in-force": later("In force"),
        "collaboration": later("By collaboration"),
        "regionally": later("Regionally"),
        "nationally": later("Nationally"),
        "no-access": later("No access"),
    },
    "opinion": {
        "assured": later("Assured"),
        "partly-assured": later("Partly assured"),
        "not-assured": later("Not assured"),
        "none-yet": later("None yet"),
    },
    "target_kind": {
        "answer": later("Answer"),
        "threat-statement": later("Threat statement"),
        "scrutiny-session": later("Scrutiny session"),
        "capacity-figure": later("Capacity figure"),
        "collaboration-agreement": later("Collaboration agreement"),
        "action": later("Action"),
    },
    "disclosure": {
        "public": later("Public"),
        "partners": later("Partners (APCC and Home Office)"),
        "force": later("Force"),
        "office": later("Our office only"),
    },
    "audience": {
        "public": later("Public"),
        "panel": later("Police and crime panel"),
        "apcc": later("APCC"),
        "force": later("Force"),
        "office": later("Our office"),
    },
    "status": {
        "drafting": later("Drafting"),
        "force-check": later("With the force for checking"),
        "in-review": later("In review"),
        "approved": later("Approved"),
        "sent-to-panel": later("Sent to the panel"),
        "panel-met": later("Panel met"),
        "panel-reported": later("Panel reported"),
        "response-published": later("Response published"),
        "report-published": later("Report published"),
    },
    "body-kind": {
        "pcc": later("Police and Crime Commissioner"),
        "pfcc": later("Police, Fire and Crime Commissioner"),
        "mayor": later("Mayor"),
        "mopac": later("Mayor’s Office for Policing and Crime"),
        "common-council": later("Common Council of the City of London"),
    },
    "region": {
        "eastern": later("Eastern"),
        "east-midlands": later("East Midlands"),
        "london": later("London"),
        "north-east": later("North East"),
        "north-west": later("North West"),
        "south-east": later("South East"),
        "south-west": later("South West"),
        "wales": later("Wales"),
        "west-midlands": later("West Midlands"),
    },
    "strength": {
        "must": later("Must"),
        "should": later("Should"),
        "expected": later("Expected"),
        "note": later("For note"),
    },
    "tier": {
        "local": later("Local"),
        "regional": later("Regional"),
        "national": later("National"),
    },
    "duty-on": {
        "chief-constable": later("The chief constable’s"),
        "body": later("The body’s own"),
        "both": later("Shared by the body and the chief constable"),
    },
    "severity": {
        "fault": later("fault"),
        "warning": later("warning"),
    },
    "change": {
        "unchanged": later("Unchanged"),
        "reworded": later("Reworded"),
        "split": later("Split"),
        "merged": later("Merged"),
        "new": later("New"),
        "withdrawn": later("Withdrawn"),
    },
    "action-status": {
        "open": later("Open"),
        "done": later("Done"),
        "dropped": later("Dropped"),
    },
    "review-outcome": {
        "no-change": later("No change"),
        "varied": later("Varied"),
    },
    "resource-kind": {
        "budget": later("Budget"),
        "precept": later("Precept"),
        "agreement": later("Section 22A agreement"),
        "other": later("Other"),
    },
    "risk": {
        "high": later("High"),
        "medium": later("Medium"),
        "low": later("Low"),
    },
    "statement-part": {
        "regard": later("How regard was had"),
        "influence": later("What it confirmed or changed"),
        "resources": later("Resources that followed"),
        "held_to_account": later("How the chief constable was held to account"),
        "concluded": later("What was concluded"),
        "next_year": later("Next year"),
    },
    "entry-kind": {
        "action": later("Action"),
        "scrutiny_session": later("Scrutiny session"),
        "objective": later("Objective"),
        "plan_review": later("Review of the plan"),
        "resource_decision": later("Decision on resources"),
        "capacity_figure": later("Capacity figure"),
        "collaboration_agreement": later("Collaboration agreement"),
        "inspection_finding": later("Inspection finding"),
        "evidence_revision": later("Evidence"),
    },
    "written-part": {
        "regard": later("how regard was had"),
        "influence": later("what it confirmed or changed"),
        "resources": later("resources that followed"),
        "held_to_account": later("how the chief constable was held to account"),
        "concluded": later("what was concluded"),
        "next_year": later("next year"),
        "rests_on": later("what it rests on"),
        "reason": later("the reason"),
        "chief_constables_reason": later("the chief officer’s reason"),
        "bodys_view_of_reason": later("the body’s view of it"),
        "gap": later("the gap"),
        "next_step": later("the next step"),
        "public_wording": later("the wording for the public"),
        "wanted_to_know": later("what the body wanted to know"),
        "forum": later("the forum"),
        "asked": later("questions and answers"),
        "title": later("the title"),
        "why_not_resourced": later("why it is not resourced"),
        "text": later("the text"),
        "because": later("the outcome of the review"),
        "what": later("what was decided"),
        "provides": later("what it provides"),
        "finding": later("the finding"),
        "recommendation": later("the recommendation"),
        "comments": later("the comments"),
        "shows": later("what it shows"),
        "departure": later("the departure"),
        "figures": later("figures of capacity"),
        "action": later("the action"),
        "capacity_figure": later("the figure"),
        "collaboration_agreement": later("the agreement"),
    },
    "doubt": {
        "number-lost": later("The number was lost; it was inferred from the paragraphs before and after."),
        "number-inside": later("The number stood inside another paragraph."),
        "letter-lost": later("The letter was lost; it was inferred from its neighbours in the list."),
        "letter-last": later("The letter or number was lost at the end of a list; nothing after it confirms it."),
        "letter-inside": later("The letter stood inside the words."),
        "letter-jumps": later("The letter does not follow the one before it."),
        "beginning-lost": later("The number and the first words were lost."),
        "joined": later("The paragraph was cut by a page break and joined again; it may hold words of another."),
    },
}


def label(kind: str, code: str) -> str:
    """What a person reads for a code, such as label("view", "partly-satisfied"); KeyError for a code without words."""
    return _(LABELS[kind][code])


def choices(kind: str) -> tuple[tuple[str, str], ...]:
    """The codes of a kind with their words, in the order in which they are offered."""
    return tuple((code, _(words)) for code, words in LABELS[kind].items())


def body_placeholders(kind: str) -> dict[str, str]:
    """How questions and documents name the office-holder, the chief officer and the plan, by kind of body.

    The Common Council issues a Policing Plan and the City's and the Metropolitan chief officers are Commissioners of
    Police (SPR 2023 footnotes 3 and 8).
    """
    body = {
        "pcc": _("the commissioner"),
        "pfcc": _("the commissioner"),
        "mayor": _("the mayor"),
        "mopac": _("the Mayor’s Office for Policing and Crime"),
        "common-council": _("the Common Council"),
    }[kind]
    chief = _("the Commissioner of Police") if kind in ("mopac", "common-council") else _("the chief constable")
    plan = _("Policing Plan") if kind == "common-council" else _("police and crime plan")
    return {"body": body, "chief": chief, "plan": plan}


def filled(text: str, kind: str) -> str:
    """A framework's text with {body}, {chief} and {plan} filled in for the kind of body; other braces stay."""
    for name, words in body_placeholders(kind).items():
        text = text.replace("{" + name + "}", words)
    return text[:1].upper() + text[1:]
