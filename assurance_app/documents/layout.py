"""What every format lays out alike: the few words that are furniture and not content, and the widths of columns."""

from __future__ import annotations

from assurance_app.domain.content import ColumnKind, ContentTree, SignatureBlock, Table
from assurance_app.domain.prose import spoken_date
from assurance_app.words import _

_LONGEST_COUNTED = 60
_SHORTEST_COUNTED = 6
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


def fact_label(label: str) -> str:
    """The label of a fact as it stands before its text: with a colon, unless it ends in a mark of its own."""
    return label if not label or label.endswith(_LABEL_ENDS) else label + ":"


def signature_lines(block: SignatureBlock) -> tuple[str, ...]:
    """The labels of the lines to sign on: none where it is signed."""
    return () if block.signed_on else (_("Signature"), _("Date"))


def column_shares(table: Table) -> tuple[float, ...]:
    """The share of the table's width that each column takes; they add up to 1.

    Where the table gives no widths, a column takes what its words need, within bounds, so that short ones stay short.
    """
    weights = tuple(max(width, 1) for width in table.widths) if table.widths else _needed(table)
    whole = sum(weights)
    return tuple(weight / whole for weight in weights)


def _needed(table: Table) -> tuple[int, ...]:
    needed = []
    for at, column in enumerate(table.columns):
        longest_word = max((len(word) for word in column.split()), default=0)
        cells = [len(row[at]) for row in table.rows]
        longest = max(cells, default=0)
        mean = sum(cells) // len(cells) if cells else 0
        wish = min(max(longest_word + 1, min(longest, 2 * mean), len(column) // 2), _LONGEST_COUNTED)
        needed.append(max(wish, _SHORTEST_COUNTED))
    return tuple(needed)


def is_number(table: Table, at: int) -> bool:
    """Whether the column is set as numbers, to the right."""
    return bool(table.kinds) and table.kinds[at] is ColumnKind.NUMBER
