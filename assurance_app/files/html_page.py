"""Reading a web page exactly: what each element says, letter by letter, and what a check of accessibility looks for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from assurance_app.domain.refusal import Refused

_SAYING = frozenset("h1 h2 h3 h4 h5 h6 p li caption figcaption th td title".split())
_EMPTY = frozenset("area base br col embed hr img input link meta source track wbr".split())
# All that a part of a fragment may say of its own look: room around it, and that it scrolls. Neither fetches nor hides.
_HARMLESS_STYLES = frozenset({"overflow-x: auto", "padding-block: 0.25em"})
_PICTURE = "data:image/svg+xml,"
_PLAIN_META = frozenset({"viewport", "color-scheme"})
_OUTSIDE = re.compile(r"@import|url\s*\(", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class HtmlText:
    """What one element says: its tag, its text with its line breaks, and the scope of a table's header."""

    tag: str
    text: str
    scope: str = ""


@dataclass(frozen=True, slots=True)
class HtmlPicture:
    """A picture that stands in the page itself: its alternative text and its address, which is all of it."""

    alternative: str
    source: str


@dataclass(slots=True)
class HtmlPage:
    """What a page says and how it is made. `texts` are in reading order, with empty ones."""

    texts: list[HtmlText] = field(default_factory=list)
    language: str = ""
    author: str = ""
    elements: list[str] = field(default_factory=list)
    """The tags of all elements, in order."""
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    """Where the page's links lead."""
    pictures: list[HtmlPicture] = field(default_factory=list)
    """The pictures that stand in the page itself; one to be fetched is among what is `outside`."""
    outside: list[str] = field(default_factory=list)
    """What the page would fetch or run."""
    stray: list[str] = field(default_factory=list)
    """Comments, hidden parts, text outside of any element that says something, and tags that do not pair."""


def html_page(path: Path) -> HtmlPage:
    """What the page says. Refused("file.missing" | "file.unreadable")."""
    if not path.is_file():
        raise Refused("file.missing", path=path)
    try:
        text = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Refused("file.unreadable", path=path, detail=error) from error
    reader = _Reader()
    reader.feed(text)
    reader.close()
    reader.page.stray += reader.open
    return reader.page


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = HtmlPage()
        self.open: list[str] = []
        self._saying: tuple[str, str] | None = None
        self._pieces: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._note(tag, given)
        if tag == "br":
            self.handle_data("\n")
        if tag in _EMPTY:
            return
        self.open.append(tag)
        if tag in _SAYING or (tag == "a" and self._saying is None):
            if self._saying is not None:
                self.page.stray.append(tag)
            self._saying, self._pieces = (tag, given.get("scope", "")), []

    def _note(self, tag: str, given: dict[str, str]) -> None:
        page = self.page
        page.elements.append(tag)
        if tag in ("html", "article") and not page.language:
            page.language = given.get("lang", "")
        if tag == "meta" and given.get("name") == "author":
            page.author = given.get("content", "")
        elif tag == "meta" and given.get("name", "viewport") not in _PLAIN_META:
            page.stray.append(given["name"])
        if "id" in given:
            page.ids.append(given["id"])
        if tag == "a":
            page.links.append(given.get("href", ""))
        if tag == "img" and given.get("src", "").startswith(_PICTURE) and "srcset" not in given:
            page.pictures.append(HtmlPicture(given.get("alt", ""), given["src"]))
        elif tag in ("script", "link", "img", "iframe", "object", "embed") or "src" in given:
            page.outside.append(tag)
        page.outside += [name for name in given if name.startswith("on")]
        if given.get("style", "") not in {"", *_HARMLESS_STYLES}:
            page.outside.append(tag)
        if "hidden" in given or given.get("aria-hidden") == "true":
            page.stray.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1] != tag:
            self.page.stray.append(f"/{tag}")
            return
        self.open.pop()
        if self._saying is not None and tag == self._saying[0]:
            self.page.texts.append(HtmlText(tag, "".join(self._pieces), self._saying[1]))
            self._saying = None

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "style":
            self.page.outside += _OUTSIDE.findall(data)
        elif self._saying is not None:
            self._pieces.append(data)
        elif data.strip():
            self.page.stray.append(data)

    def handle_comment(self, data: str) -> None:
        self.page.stray.append(data)
