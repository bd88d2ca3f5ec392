"""The sentence for each finding of a check over frameworks and crosswalks: what stands there and what would mend it."""

from __future__ import annotations

from collections.abc import Mapping

from assurance_app.words import _, later

FINDINGS: dict[str, str] = {
    "unreadable": later("{fault}"),
    "revision-not-raised": later(
        "The text differs from revision {revision} of {framework}, but the revision was not raised."
    ),
    "id-vanished": later(
        "The requirement {id} of revision {revision} is gone. An id stands for ever; without it last year’s answers "
        "have no place."
    ),
    "ref-changed": later("The requirement {id} cited {before} in revision {revision} and now cites {now}."),
    "duty-changed": later("The duty in {id} lay on “{before}” in revision {revision} and now lies on “{now}”."),
    "ref-missing": later("The official text has no paragraph {ref}."),
    "paragraph-uncited": later(
        "Paragraph {ref} lays an expectation (“{start}”) and no requirement cites it. Write one, or name the paragraph "
        "under left_out with the reason."
    ),
    "letter-uncited": later(
        "Paragraph {ref} lays an expectation (“{start}”) and only the paragraph around it is cited. Write a "
        "requirement of its own if it can be answered on its own."
    ),
    "lead-uncited": later(
        "Paragraph {ref} lays an expectation before its list begins (“{start}”), and only what stands in the list is "
        "cited. Write a requirement for it if it can be answered on its own, or name it under left_out with the reason."
    ),
    "left-out-cited": later("Paragraph {ref} is named under left_out and yet {id} cites it."),
    "pillar-empty": later(
        "The official text has “{pillar}” in {section}, with an expectation in paragraph {ref}, and no requirement "
        "stands under that pillar."
    ),
    "pillar-unused": later("No requirement of the whole framework stands under the pillar “{pillar}”."),
    "question-no-mark": later("A question ends with a question mark."),
    "question-two": later("There are {number} question marks: ask one thing."),
    "question-statement": later("This does not begin as a question: begin with how, what, which, who, when or why."),
    "question-yes-no": later("“{start} …” can be answered by yes or no: ask how, what or which."),
    "question-long": later("The question has {number} words; {limit} are enough."),
    "placeholder-unknown": later("“{found}” is not a placeholder. Known ones: {known}."),
    "office-named": later("“{found}” names an office that not every body has: write {{{placeholder}}}."),
    "hard-to-read": later(
        "This reads hard (LIX {found}, at most {limit}): shorten the sentence or choose shorter words."
    ),
    "evidence-missing": later("What good evidence looks like is not said here."),
    "evidence-same": later("What good evidence looks like is word for word the same as in {id}."),
    "acronym": later("“{acronym}” is not spelled out anywhere in the framework."),
    "copied": later("Twelve or more words in a row are the publisher’s own, from paragraph {ref}: “{words}”."),
    "crosswalk-name": later("The file is named {found}; a crosswalk from {old} to {new} is named {needed}."),
    "crosswalk-edition": later("This crosswalk is from {found}, not {needed}."),
    "crosswalk-unknown": later("The edition {framework} has no requirement {id}."),
    "crosswalk-one-sided": later("A relation other than none needs both an id of {old} and one of {new}."),
    "crosswalk-none": later("The relation none takes one id only: what was withdrawn (from), or what is new (to)."),
    "crosswalk-twice": later("This pair stands in line {line} already."),
    "crosswalk-contradiction": later("{id} is said to have no counterpart here, and has one in line {line}."),
    "crosswalk-equal-and-more": later(
        "{id} is said to be equal to one requirement and is related to another as well (line {line}): at least one of "
        "the two relations is not what it says."
    ),
    "crosswalk-duty": later(
        "{old} and {new} are said to be equal, but one is the chief constable’s duty and the other the body’s or "
        "shared: an answer to one does not answer the other."
    ),
    "crosswalk-id-reused": later(
        "Both editions have a requirement {id}, and it is not related to itself here. An id is never reused: relate "
        "the two, or give the new requirement an id of its own."
    ),
    "crosswalk-absent": later("The requirement {id} of {framework} does not appear in the crosswalk."),
}


def finding_sentence(code: str, params: Mapping[str, object]) -> str:
    """The sentence for a finding's code with its places filled in; KeyError for a code without one, our fault."""
    return _(FINDINGS[code]).format(**params)
