"""Reading text and Markdown: hard-wrapped lines are joined; headings, list markers and footnotes become hints."""

from __future__ import annotations

import html
import re

from assurance_app.files.lines import BEGINS_MARKED, BULLET, CONTENTS_ENTRY, Line, one_line

_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_ALL_BOLD = re.compile(r"(?:\*\*|__)(?!\s)([^*]+?)(?:\*\*|__)$")
# Some converters break the mark of a footnote in two.
# Some converters break the mark of a footnote in two.
_MARK = r"<sup>(?:&</sup>lt;sup>|\s*&lt;sup&gt;)?\s*(?P<number>[\d,\s*†‡]{0,8})(?:&lt;/sup&gt;)?\s*</sup>"
_NOTE = re.compile(_MARK + r"|\[\^(?P<name>[^\]]{1,20})\]:")
_NOTE_MARK = re.compile(_MARK + r"|\[\^[^\]]{1,20}\]")
_TAG = re.compile(r"</?(?:a|u|b|i|em|strong|span|sup|sub|p|div|br|small)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_MD_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
_EMPHASIS = re.compile(r"(\*\*|__|\*)(?=\S)([^*]{1,400}?)(?<=\S)\1")
_RULE = re.compile(r"(?:\\?_\s*)+$")
_PAGE_NUMBER = re.compile(r"(?:page\s+)?\d{1,3}(?:\s+of\s+\d{1,3})?$", re.IGNORECASE)


def markdown_lines(text: str) -> list[Line]:
    """The lines of a text, which need not be Markdown."""
    lines: list[Line] = []
    pending: list[str] = []
    broken = False

    def flush() -> None:
        nonlocal broken
        if pending:
            lines.append(_line(pending, after_break=broken))
            pending.clear()
            broken = False

    for raw in text.replace("\f", "\n\n").splitlines():
        stripped = raw.strip()
        if not stripped or _PAGE_NUMBER.match(stripped):
            flush()
            broken = True
        elif _RULE.match(stripped):
            flush()
            lines.append(Line("", is_note=True))  # the rule that footnotes stand beneath
        elif len(stripped) < 300 and (contents := CONTENTS_ENTRY.match(stripped)):
            flush()
            lines.append(Line(_plain(contents["title"]), is_contents=True))
        else:
            if _begins(raw, stripped, pending):
                flush()
            pending.append(raw)
            if _HEADING.match(stripped):
                flush()
    flush()
    return lines


def _begins(raw: str, stripped: str, pending: list[str]) -> bool:
    """Whether the raw line begins something new rather than going on with the one above."""
    if _HEADING.match(stripped) or BULLET.match(raw) or _NOTE.match(stripped):
        return True
    return bool(BEGINS_MARKED.match(stripped)) and not (pending and pending[0].lstrip().startswith("<sup>"))


def _line(raw: list[str], *, after_break: bool) -> Line:
    first = raw[0]
    text = " ".join(part.strip() for part in raw)
    if heading := _HEADING.match(text):
        return Line(_plain(heading[2]), heading=len(heading[1]), after_break=after_break)
    if bold := _ALL_BOLD.match(text):
        return Line(_plain(bold[1]), heading=6, after_break=after_break)
    bullet = BULLET.match(first)
    indent = len((bullet[1] if bullet else first[: len(first) - len(first.lstrip())]).expandtabs(4))
    if bullet:
        text = text[len(bullet[0].lstrip()) :]
    if note := _NOTE.match(text):
        return Line(_plain(text[note.end() :]), is_note=True, marker=(note["number"] or note["name"] or "").strip())
    marked = BEGINS_MARKED.match(text)
    return Line(
        _plain(text),
        is_item=bullet is not None,
        indent=indent,
        after_break=after_break,
        is_bold=text.startswith(("**", "__"), marked.end() if marked else 0),
    )


def _plain(text: str) -> str:
    text = _NOTE_MARK.sub("", text)
    text = _TAG.sub("", text)
    text = _MD_LINK.sub(r"\1", text)
    text = _EMPHASIS.sub(r"\2", _EMPHASIS.sub(r"\2", text))
    text = re.sub(r"\\([\\`*_{}\[\]()#+\-.!|<>])", r"\1", text)
    return one_line(html.unescape(text))
