"""The sentence for each refusal code: what happened, what was kept, what to do. One line each, for a person."""

from __future__ import annotations

from collections.abc import Mapping

from assurance_app.words import _, later

SENTENCES: dict[str, str] = {
    "workspace.missing": later("There is no workspace at {path}. Check the name, or make one with “New”."),
    "workspace.exists": later("{path} exists already. Nothing was changed; choose another name."),
    "workspace.not-one": later("{path} is not an assurance workspace. It was left as it is."),
    "workspace.newer": later(
        "{path} was made by a newer version of this program (schema {found}; this one knows {known}). "
        "It was left as it is; install the newer version to open it."
    ),
    "workspace.read-only": later(
        "{path} cannot be written to: it is read-only. It was left as it is; ask for write access or open a copy."
    ),
    "workspace.locked": later("{holder} has {path} open, so only reading is possible now. Nothing was changed."),
    "workspace.damaged": later("{path} is damaged ({detail}). It was left as it is; restore a backup of it."),
    "workspace.disk-full": later(
        "The disk that holds {path} is full. What was saved before is safe; free some space and try again."
    ),
    "workspace.unreachable": later(
        "{path} cannot be reached ({detail}). What was saved before is safe; check the drive and try again."
    ),
    "workspace.wrong-kind": later("{path} is a {found} workspace; this needs a {needed} workspace."),
    "change.stale": later(
        "This was changed elsewhere since you opened it. Your words are kept as a draft; look at both and save again."
    ),
    "body.unknown": later("There is no local policing body “{body}”. Known ones: {known}."),
    "year.malformed": later("“{year}” is not a reporting year. Write it as 2025-26."),
    "year.unknown": later("There is no cycle for {year} in {path}. It has: {known}."),
    "year.exists": later("There is a cycle for {year} already. Nothing was changed."),
    "section.unknown": later("The framework {framework} has no threat or section “{section}”. It has: {known}."),
    "requirement.unknown": later("The framework {framework} has no requirement “{requirement}”."),
    "framework.unknown": later("There is no framework “{framework}”. Known ones: {known}."),
    "framework.fault": later("{file}, line {line}, {key}: {fault}"),
    "text.marking": later(
        "A line reads “{line}”, a marking above OFFICIAL-SENSITIVE, which may not be recorded here. "
        "The text was not saved; record “briefing received on (date), from” without its content instead."
    ),
    "date.malformed": later("“{date}” is not a date. Nothing was saved; write a date such as 31 March 2026."),
    "session.nowhere": later("There is no later year for the session to be begun in. Begin the next year first."),
    "entry.no-title": later("Give it a title first. Nothing was added."),
    "holder.no-name": later("Give the name of the office-holder first. Nothing was added."),
    "entry.no-date": later("Give it a date first. Nothing was added."),
    "action.no-title": later("Say what is to be done. Nothing was saved."),
    "clearance.incomplete": later("A clearance needs a name, a role and a date. Nothing was cleared."),
    "answer.wrong-kind": later("The requirement “{requirement}” takes a {needed}, not a {found}."),
    "answer.field": later("“{field}”: {fault}"),
    "examination.every-year": later(
        "“{requirement}” is answered every year, so it cannot be planned for some years only."
    ),
    "examination.no-reason": later("Say why they are not examined this year. Nothing was changed."),
    "check.no-reason": later("Say why the checks are set aside. Nothing was changed."),
    "approval.no-name": later("An approval needs the name and the role of the office-holder."),
    "approval.nothing": later("There is nothing to approve for {year} yet: no duty or threat has a word recorded."),
    "approval.missing": later("The year {year} is not approved. Approve it first, or ask for a draft."),
    "attachment.too-large": later("{name} is larger than {limit}. It was not attached; say where it is kept instead."),
    "attachment.no-content": later(
        "{name} was not attached: of a briefing received, only who gave it and when is kept, never what it said."
    ),
    "attachment.missing": later(
        "The attachment is not in {folder}, or is not as it was kept. Nothing was opened; look for it in a copy."
    ),
    "attachment.runs": later("{name} may run a program, so it is not opened from here. Save a copy of it instead."),
    "file.missing": later("There is no file at {path}."),
    "file.exists": later("{path} exists already and was left as it is. Choose another name."),
    "file.unwritable": later("{path} cannot be written ({detail}). Nothing was left behind."),
    "file.unreadable": later("{path} cannot be read ({detail}). It was left as it is."),
    "official-text.encrypted": later(
        "{path} is protected by a password, so it cannot be read. Nothing was imported; save a copy without it."
    ),
    "official-text.scan": later(
        "{path} holds pictures of pages and no text. Nothing was imported; use the publisher’s own PDF or web page, or "
        "have the scan’s text recognised first."
    ),
    "official-text.too-many-pages": later(
        "{path} has {pages} pages; a published text of up to {limit} can be read. Nothing was imported; check that it "
        "is the right document."
    ),
    "official-text.too-large": later(
        "{path} is too large to be a published text. Nothing was imported; check that it is the right document."
    ),
    "official-text.damaged": later(
        "{path} is damaged and cannot be read. Nothing was imported; download it again from the publisher."
    ),
    "official-text.entities": later(
        "{path} defines entities of its own, which a published page does not. Nothing was imported; save the page "
        "again from the publisher’s site."
    ),
    "official-text.old-word": later(
        "{path} is an old Word document or another kind of Office file. Nothing was imported; save it as .docx or PDF."
    ),
    "official-text.not-text": later(
        "{path} is not a PDF, web page, Word document, text or Markdown. Nothing was imported; choose one that is."
    ),
    "official-text.empty": later("{path} holds no text. Nothing was imported; choose the published text."),
    "official-text.another": later(
        "{path} does not read as {title}: {found} of {expected} numbered paragraphs were found in it, and {named} of "
        "{sections} section headings. Nothing was imported; choose the published text."
    ),
    "official-text.missing": later(
        "The official text of {framework} has not been imported here yet. Import the published document first."
    ),
    "official-text.unreadable": later(
        "The imported text at {path} can no longer be read. Import the published document again."
    ),
    "official-text.no-paragraph": later("The official text of {framework} has no paragraph {ref}. Near it: {known}."),
    "load.not-a-dump": later("{path} is not a dump of a workspace ({detail}). Nothing was made."),
    "load.attachment": later("The attachment {sha256} that {path} names is not in the folder given. Nothing was made."),
    "audit.broken": later("The record of changes in {path} does not hold together at entry {sequence}: {detail}."),
    "return.unreadable": later("{path} is not a return that can be read: {detail}. Nothing of it was kept."),
    "return.newer": later("{path} was made by a newer version of this program. Nothing of it was kept."),
    "return.altered": later("{path} was altered after it was made: {detail}. Nothing of it was kept."),
    "return.other-year": later("{path} is for {found}, not {year}. Nothing of it was kept."),
    "return.year-not-here": later(
        "{path} is for {found}, and this workspace holds {year}. Nothing of it was kept. Begin that year under "
        "Commission, and add the file again."
    ),
    "commission.due-before-asked": later(
        "The day by which returns are due lies before the day on which they were asked for. Nothing was saved; change "
        "one of the two."
    ),
    "expected.into-itself": later("A body cannot be merged into itself. Nothing was changed."),
    "expected.no-reason": later("Say why the body owes no return. Nothing was changed."),
    "expected.none-chosen": later("Choose the bodies that were merged. Nothing was changed."),
    "expected.there": later("{body} is among the bodies of {year} already. Nothing was added."),
    "expected.last": later("{body} is the only body of {year}. Add another before it is taken away."),
    "body.no-name": later("A body needs its name, as used and in full. Nothing was saved."),
    "marking.unknown": later("“{marking}” is no marking that can be carried here. Choose one of: {known}."),
    "year.not-commissioned": later("This workspace holds nothing of {year}. It holds: {known}."),
    "demo.bodies": later("The sample has returns of 1 to {most} bodies, and not of {number}. Nothing was made."),
    "receive.no-returns": later("There is no return (.sprreturn) in {path}. Nothing was received."),
    "receive.too-many": later(
        "{path} holds more than {limit} returns or folders. Nothing was received; choose a smaller folder."
    ),
    "receive.gone": later("There is no return of {body} for {year} here."),
    "entered.there": later("A statement of {body} for {year} was entered already. It was left as it is."),
    "permission.no-words": later("A quotation needs the words to be quoted. Nothing was saved."),
    "permission.not-its-words": later(
        "These words are not in what came from {body}, so they cannot be quoted as its own. Nothing was saved."
    ),
    "permission.incomplete": later("A permission needs the name, the role and the date of who gave it."),
    "extract.nothing": later("The extract is empty, so there is nothing to check. Nothing was recorded."),
    "extract.incomplete": later("Say on which day the extract was sent, and to whom. Nothing was recorded."),
    "extract.no-answer": later("Say who answered and on which day. Nothing was recorded."),
    "return.twice": later("{path} and {other} are both the return of {body}. Give one of them."),
    "document.differs": later("{path} did not come out as it should ({detail}), so it was not kept."),
    "document.withheld": later(
        "{path} held words from “{origin}” that its readers may not see, {part}, so it was not kept. Your record is "
        "unchanged; look at who may read that text and at its wording for the public."
    ),
    "checking.encrypted": later(
        "{path} is protected by a password, so it cannot be checked. It was left as it is; check a copy without it."
    ),
    "checking.old-word": later(
        "{path} is an old Word document or another kind of Office file. It was left as it is; save it as .docx or PDF "
        "and check that."
    ),
    "checking.unknown": later(
        "{path} is neither a Word document nor a PDF. It was left as it is; choose a .docx or .pdf file."
    ),
    "checking.too-large": later(
        "{path} is too large to be checked (the limit is {limit}). It was left as it is; check it in parts."
    ),
    "checking.damaged": later(
        "{path} cannot be read ({detail}). It was left as it is; open it where it was made, save it again and check "
        "that."
    ),
    "audience.unknown": later("“{audience}” is not an audience. Choose one of: {known}."),
    "length.unknown": later("“{length}” is not a length for this audience. Choose one of: {known}."),
    "format.unknown": later("“{format}” is not a format for this. Choose one of: {known}."),
}


def sentence(code: str, params: Mapping[str, object]) -> str:
    """The sentence for a refusal code with its places filled in; KeyError for a code without one, our fault."""
    return _(SENTENCES[code]).format(**params)
