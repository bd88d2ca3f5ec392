"""What every format lays out alike: the few words that are furniture and not content, and the widths of columns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from itertools import count, zip_longest

from assurance_app.domain.content import (
    Block,
    Bullets,
    ColumnKind,
    ContentTree,
    Fact,
    Figure,
    Heading,
    Paragraph,
    Quotation,
    SignatureBlock,
    Table,
)
from assurance_app.domain.prose import spoken_date
from assurance_app.words import _

CONTENTS_LEVELS = 2
"""How deep the contents go."""
PROPERTY_LIMIT = 255
"""How long a property of a Word file may be, by its standard."""
# How many letters of a table's size the width of a page holds at least, and how many lines are no longer kept together.
_LETTERS_ACROSS, _SMALL_LETTERS_ACROSS, _TALL_LINES = 80, 92, 20
_ONE_LINE = 90
_SHORT_ROWS, _SHORT_LETTERS = 10, 1000
_MANY_COLUMNS = 7
_FIRST_FACTS = 2
"""So many short facts under a heading do not stand at the foot of a page with nothing after them."""
_LONGEST_COUNTED, _LONGEST_WORD = 60, 24
_SHORTEST_COUNTED, _MARGIN_LETTERS = 6, 2
_BOLD = 1.12  # how much wider bold letters are
_LABEL_ENDS = (":", "?", "…", ".")


def page_words() -> tuple[str, str, str]:
    """The words before the number of the page, between it and the number of pages, and after."""
    before, _number, rest = _("Page {page} of {pages}").partition("{page}")
    between, _number, after = rest.partition("{pages}")
    return before, between, after


def footer_words(tree: ContentTree) -> str:
    """Whose document it is and of which date, for the foot of each page."""
    return " · ".join(" ".join(words.split()) for words in (tree.author, spoken_date(tree.date)) if words)


def contents_heading() -> str:
    """The heading of the contents."""
    return _("Contents")


def contents_entries(tree: ContentTree) -> tuple[tuple[int, str], ...]:
    """The level and words of each entry of the contents; none where the tree wants no contents."""
    headings = [block for block in tree.blocks if isinstance(block, Heading)] if tree.with_contents else []
    return tuple((block.level, " ".join(block.text.split())) for block in headings if block.level <= CONTENTS_LEVELS)


def fact_label(label: str) -> str:
    """The label of a fact as it stands before its text: with a colon, unless it ends in a mark of its own."""
    return label if not label or label.endswith(_LABEL_ENDS) else label + ":"


def figure_words() -> tuple[str, str]:
    """The words before and after the number of a picture, which begin its caption."""
    before, _number, after = _("Figure {number}: ").partition("{number}")
    return before, after


def numbered_blocks(tree: ContentTree) -> Iterator[Block]:
    """The blocks as they are set: the caption of each picture begins with its number."""
    (before, after), numbers = figure_words(), count(1)
    for block in tree.blocks:
        if isinstance(block, Figure):
            yield replace(block, caption=f"{before}{next(numbers)}{after}{block.caption}")
        else:
            yield block


def block_paragraphs(block: Block) -> Iterator[str]:
    """The texts of a block, one for each paragraph or cell that it becomes; furniture apart."""
    match block:
        case Heading(text=text) | Paragraph(text=text) | Quotation(text=text):
            yield text
        case Bullets(items=items):
            yield from items
        case Fact(label=label, text=text):
            yield f"{fact_label(label)} {text}"
        case Table(caption=caption, columns=columns, rows=rows):
            yield caption
            yield from columns
            for row in rows:
                yield from row
        case Figure(caption=caption):
            yield caption
        case SignatureBlock(name=name, role=role, signed_on=signed_on):
            yield from (name, role, signed_on)


def is_account(fact: Fact) -> bool:
    """Whether the fact is an account of several lines, and so set apart like a paragraph."""
    return len(fact.label) + len(fact.text) > _ONE_LINE or "\n" in fact.text


def signature_lines(block: SignatureBlock) -> tuple[str, ...]:
    """The labels of the lines to sign on: none where it is signed."""
    return () if block.signed_on else (_("Signature"), _("Date"))


def column_shares(table: Table) -> tuple[float, ...]:
    """The share of the table's width that each column takes; they add up to 1.

    Where the table gives no widths, a column takes what its words need, within bounds, so that short ones stay short.
    Whatever is given, no column is narrower than its longest word, as long as there is room for all of them.
    """
    weights = tuple(max(width, 1) for width in table.widths) if table.widths else _needed(table)
    least = [_least_letters(table, at) / _across(table) for at in range(len(table.columns))]
    if sum(least) >= 1:
        return tuple(share / sum(least) for share in least)
    shares = [weight / sum(weights) for weight in weights]
    held: set[int] = set()
    while narrow := [at for at, share in enumerate(shares) if at not in held and share < least[at]]:
        held.update(narrow)
        room = 1 - sum(least[at] for at in held)
        free = sum(weight for at, weight in enumerate(weights) if at not in held)
        shares = [least[at] if at in held else room * weight / free for at, weight in enumerate(weights)]
    return tuple(shares)


def _needed(table: Table) -> tuple[int, ...]:
    needed = []
    for at, column in enumerate(table.columns):
        cells = [len(row[at]) for row in table.rows if row[at]]
        longest = max(cells, default=0)
        mean = sum(cells) // len(cells) if cells else 0
        wish = min(max(_longest_word(table, at) + 1, min(longest, 2 * mean), len(column) // 2), _LONGEST_COUNTED)
        needed.append(max(wish, _SHORTEST_COUNTED))
    return tuple(needed)


def _least_letters(table: Table, at: int) -> float:
    head = min(max(map(len, table.columns[at].split()), default=0), _LONGEST_WORD)
    return max(_longest_word(table, at), head * _BOLD) + _MARGIN_LETTERS


def _longest_word(table: Table, at: int) -> int:
    texts = (table.columns[at], *(row[at] for row in table.rows))
    return min(max((len(word) for text in texts for word in text.split()), default=0), _LONGEST_WORD)


def _across(table: Table) -> int:
    return _SMALL_LETTERS_ACROSS if is_wide(table) else _LETTERS_ACROSS


def is_wide(table: Table) -> bool:
    """Whether the table has so many columns that it is set smaller, so that its words stay whole."""
    return len(table.columns) >= _MANY_COLUMNS


def letters_across(table: Table) -> list[int]:
    """For each column, how many letters a line of it holds at least."""
    return [max(int(share * _across(table)), 3) for share in column_shares(table)]


def tall_rows(table: Table) -> list[bool]:
    """For each row, whether it may be so tall that it has to break across pages; all others stay whole."""
    letters = letters_across(table)
    return [
        any(len(cell) / room + cell.count("\n") > _TALL_LINES for cell, room in zip(row, letters, strict=True))
        for row in table.rows
    ]


def kept_with_next(tree: ContentTree) -> Iterator[bool]:
    """For each block, whether it stays on the page of the next: what leads to a table, a picture, a list or the
    signature does, and the first short facts under a heading; and nobody signs a page that says nothing else.
    """
    facts, before = 0, None
    for block, following, after in zip_longest(tree.blocks, tree.blocks[1:], tree.blocks[2:]):
        leads = isinstance(following, Table | Figure | SignatureBlock) and not isinstance(block, Table | Figure)
        signs = isinstance(following, Heading) and isinstance(after, SignatureBlock)
        is_first = isinstance(before, Heading) or facts > 0
        facts = facts + 1 if is_first and isinstance(block, Fact) and not is_account(block) else 0
        begins = 0 < facts <= _FIRST_FACTS and not isinstance(following, Heading | None)
        yield leads or signs or begins or _leads_on(block)
        before = block


def _leads_on(block: Block) -> bool:
    """Whether the block ends in a colon: what it leads to follows."""
    match block:
        case Paragraph(text=text):
            return text.rstrip().endswith(":")
        case Fact(text=text):
            return not text.strip() or text.rstrip().endswith(":")
        case _:
            return False


def is_short(table: Table) -> bool:
    """Whether the table is short enough to be kept on one page."""
    return len(table.rows) <= _SHORT_ROWS and sum(len(cell) for row in table.rows for cell in row) <= _SHORT_LETTERS


def is_number(table: Table, at: int) -> bool:
    """Whether the column is set as numbers, to the right."""
    return bool(table.kinds) and table.kinds[at] is ColumnKind.NUMBER


def made_at(date: str) -> dt.datetime:
    """When a document says that it was made: an approved one on the day of its approval, a draft at this moment."""
    try:
        return dt.datetime.combine(dt.date.fromisoformat(date[:10]), dt.time())
    except ValueError:
        return dt.datetime.now(dt.UTC).replace(microsecond=0, tzinfo=None)
