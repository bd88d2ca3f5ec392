"""What pages can show of a text, and what stands for the rest: its Unicode name in brackets."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, TypeVar

from assurance_app.domain.content import Chart, ContentTree, Heading, spoken_text, words_in_picture

T = TypeVar("T")
Sayer = ContentTree | Chart
"""What says texts: a document, or a picture in one."""

# What the typeface of every document has for certain: Latin for the languages of Europe, Welsh with all its accents,
# the marks of print, and signs that offices use.
_SURE = (
    r"\t\n -~\u00a0-\u00ac\u00ae-\u017f\u1e80-\u1e85\u1ef2\u1ef3\u2010-\u2027\u2030-\u203a\u20ac"
    r"\u2122\u2190-\u2193\u2212\u2248\u2260\u2264\u2265\u25a0\u2610\u2611\u2713"
)
_CERTAIN = re.compile(f"[{_SURE}]*")
_UNCERTAIN = re.compile(f"[^{_SURE}]")
# A word of a script whose letters do not join; and the pieces to cut it into, accents with their letter.
_WORD = re.compile(r"[^\s\u0300-\u036f\u0590-\u1cff][^\s\u0590-\u1cff]*")
_LONGEST_WORD = 40
_LONG = re.compile(rf"\S{{{_LONGEST_WORD + 1}}}")
_PIECE = re.compile(r".[\u0300-\u036f]*(?:.[\u0300-\u036f]*){0,5}")
# They turn the words after them around, so that a page reads otherwise than what was typed.
_OVERRIDES = ("\u202d", "\u202e")
# They join what stands beside them and have no look of their own.
_JOINERS = "\u200d\ufe00-\ufe0f"


def certain(tree: Sayer) -> bool:
    """Whether every letter of the tree can be shown for certain."""
    return all(_CERTAIN.fullmatch(text) for text in _texts(tree))


def overriding(tree: Sayer) -> tuple[str, ...]:
    """The characters of the tree that would make it read otherwise than it was typed."""
    return tuple(mark for mark in _OVERRIDES if any(mark in text for text in _texts(tree)))


def uncertain(tree: Sayer) -> tuple[str, ...]:
    """Every letter of the tree of which it is not certain that it can be shown, each once, in order."""
    return tuple(dict.fromkeys(letter for text in _texts(tree) for letter in _UNCERTAIN.findall(text)))


def doubtful(tree: ContentTree) -> ContentTree:
    """The tree without the blocks of which it is certain that they can be shown: as hard to show, and shorter."""
    bare = ContentTree("", "", "", tree.audience, "", "", ())
    doubted = (block for block in tree.blocks if not certain(replace(bare, blocks=(block,))))
    # Without the headings above it, one must not be further down.
    blocks = (replace(block, level=1) if isinstance(block, Heading) else block for block in doubted)
    return replace(tree, blocks=tuple(blocks))


def breakable(text: str, longest: int = _LONGEST_WORD) -> str:
    """The text with places to break in words of more than `longest` letters, which might not fit on a line.

    No reader sees them, and no hyphen is set: a reader would take it for one that was typed.
    """

    def cut(found: re.Match[str]) -> str:
        word = found.group()
        return word if len(word) <= longest else "\u200b".join(_PIECE.findall(word))

    return _WORD.sub(cut, text) if re.search(rf"\S{{{longest + 1}}}", text) else text


def fitting(tree: ContentTree) -> ContentTree:
    """The tree with places to break in its longest words."""
    return changed(tree, breakable) if any(_LONG.search(text) for text in _texts(tree)) else tree


def named(tree: T, texts: tuple[str, ...]) -> T:
    """The tree with every run of the texts replaced by its name, wherever it stands."""
    if not texts:
        return tree
    runs = _runs_of(texts)
    return changed(tree, lambda text: runs.sub(lambda found: name_of(found.group()), text))


def runs_in(tree: ContentTree, texts: tuple[str, ...]) -> tuple[str, ...]:
    """The runs of the texts as they stand in the tree, such as a whole joined emoji; each once, in order."""
    if not texts:
        return ()
    runs = _runs_of(texts)
    return tuple(dict.fromkeys(found for text in _texts(tree) for found in runs.findall(text)))


def _runs_of(texts: tuple[str, ...]) -> re.Pattern[str]:
    any_of_them = "|".join(re.escape(text) for text in sorted(texts, key=len, reverse=True))
    return re.compile(rf"(?:(?:{any_of_them})[{_JOINERS}]*)+")


def name_of(text: str) -> str:
    """What stands for a text: the Unicode names of its characters in brackets."""
    names = [_character_name(character) for character in text if not re.match(f"[{_JOINERS}]", character)]
    return f"[{', '.join(names or map(_character_name, text))}]"


def replaced_characters(tree: ContentTree) -> tuple[str, ...]:
    """The names that stand in the PDF of the tree for what no typeface can show, each once, in order.

    Word and web pages leave it to their readers' typefaces. Quick where the tree was written as PDF just before.
    """
    from assurance_app.documents.pdf import unshowable

    return tuple(name_of(run) for run in unshowable(tree))


def changed(tree: T, change: Callable[[str], str]) -> T:
    """The tree with every text in it changed, its codes left as they are."""

    def renewed(value: Any) -> Any:
        if isinstance(value, Enum):
            return value
        if isinstance(value, str):
            return change(value)
        if isinstance(value, tuple):
            return tuple(renewed(item) for item in value)
        if is_dataclass(value) and not isinstance(value, type):
            return replace(value, **{field.name: renewed(getattr(value, field.name)) for field in fields(value)})
        return value

    result: T = renewed(tree)
    return result


def _character_name(character: str) -> str:
    return unicodedata.name(character, "").lower() or f"U+{ord(character):04X}"


def _texts(tree: Sayer) -> Iterator[str]:
    if isinstance(tree, ContentTree):
        yield from (tree.author, tree.marking)
        yield from spoken_text(tree)
    else:
        yield from words_in_picture(tree)
