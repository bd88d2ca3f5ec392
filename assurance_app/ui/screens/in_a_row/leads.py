"""What a text begins with: "Followed: …", "Partly assured: …", "14 May 2025, 3 November 2025: …". No widgets.

Whoever writes many answers one after the other says where the body stands in the same breath, as one would on paper:
the words before the first colon become the choice, or the dates, and leave the text.
"""

from __future__ import annotations

import re

from assurance_app.ui import typed
from assurance_app.words import _, later
from assurance_app.words.labels import choices

_SHORT = {
    "position": {"in-part": later("In part"), "not-followed": later("Not followed")},
    "view": {"partly-satisfied": later("Partly"), "not-examined": later("Not examined")},
    "opinion": {"partly-assured": later("Partly")},
}
_LEAD = re.compile(r"\s*([^:\n]{1,200}):\s+")


def leads_of(kind: str) -> dict[str, str]:
    """The words that a text may begin with, small, and the code that each stands for."""
    found = {words.casefold(): code for code, words in choices(kind)}
    found.update({_(words).casefold(): code for code, words in _SHORT.get(kind, {}).items()})
    return found


def stand_lead(text: str, kind: str) -> tuple[str, int]:
    """The code of the position, view or opinion that the text begins with, and how many characters say so; ("", 0)."""
    found = _LEAD.match(text)
    code = leads_of(kind).get(" ".join(found[1].split()).casefold(), "") if found else ""
    return (code, found.end()) if found and code else ("", 0)


def dates_lead(text: str) -> tuple[tuple[str, ...], int]:
    """The ISO dates that the text begins with, in order, and how many characters say so; ((), 0) where it does not
    begin with dates alone.
    """
    found = _LEAD.match(text)
    if not found:
        return (), 0
    parts = [part for part in re.split(r",|;|\s+{}\s+".format(re.escape(_("and"))), found[1]) if part.strip()]
    if not all(re.search(r"\d", part) for part in parts):
        # "Today: ..." begins a sentence.
        return (), 0
    try:
        dates = {typed.read_date(part) for part in parts}
    except typed.Misread:
        return (), 0
    return (tuple(sorted(dates)), found.end()) if dates else ((), 0)
