"""Clean text: what every entry (editors, load, exchange) lets in, and markings that may not be recorded."""

from __future__ import annotations

import re
import unicodedata

from assurance_app.domain.refusal import Refused

# What Word pastes for its bullets: private-use characters of the Symbol and Wingdings fonts.
_WORD_BULLETS = dict.fromkeys((0xF0A7, 0xF0B7, 0xF0D8, 0xF0FC, 0xF076, 0xF0A8, 0xF02D), "•")
_LINE_ENDS = {0x2028: "\n", 0x2029: "\n"}
_MARKING = re.compile(
    r"(?:UK[ \-]+)?(?:TOP[ \-]+SECRET|SECRET|CONFIDENTIAL|RESTRICTED|PROTECT)"
    r"(?:[ /\-–—:]+(?:STRAP ?\d?|UK EYES ONLY|EYES ONLY|PERSONAL|POLICY|INVESTIGATIONS|STAFF|COMMERCIAL|MANAGEMENT))*",
)
_HIGHER = re.compile(r"(?:UK[ \-]+)?(?:TOP[ \-]+SECRET|SECRET)")


def _is_noise(character: str) -> bool:
    code = ord(character)
    if 0xD800 <= code <= 0xDFFF or code == 0xFEFF or code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF:
        return True
    return unicodedata.category(character) == "Cc" and character not in "\t\n"


def clean_text(text: str) -> str:
    """The text as it may be kept: no control characters but tab and newline, no lone surrogates, no noncharacters, no
    byte-order marks; Word's private-use bullets become bullets, every line end a newline. Twice changes nothing more.
    """
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_LINE_ENDS).translate(_WORD_BULLETS)
    return "".join(character for character in text if not _is_noise(character))


def refuse_higher_marking(text: str) -> None:
    """Raise `Refused("text.marking")` where a line of the text is itself a marking above OFFICIAL-SENSITIVE.

    A marking stands alone on its line, in capitals; words in a sentence (the Official Secrets Act of SPR para 38,
    secret ballots) are not markings.
    """
    if not text.isascii():
        # What cannot be seen (zero-width spaces, soft hyphens) does not make a marking something else.
        unseen = [ord(character) for character in set(text) if unicodedata.category(character) == "Cf"]
        text = text.translate(dict.fromkeys(unseen))
    if "SECRET" not in text:
        return
    for line in text.splitlines():
        bare = " ".join(line.split()).strip(" *_[](){}|=#-–—.:")
        if _MARKING.fullmatch(bare) and _HIGHER.match(bare):
            raise Refused("text.marking", line=bare)


def word_count(text: str) -> int:
    """How many words a person would count in the text."""
    return len(re.findall(r"\w+(?:[’'\-]\w+)*", text))
