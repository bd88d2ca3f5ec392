"""What a template cannot say of a Word document: widths of columns, links of the contents, what stays on one page."""

from __future__ import annotations

from typing import Any

from assurance_app.documents.layout import (
    CONTENTS_LEVELS,
    column_shares,
    is_short,
    is_wide,
    kept_with_next,
    signature_lines,
    tall_rows,
)
from assurance_app.domain.content import Block, Bullets, ContentTree, Figure, SignatureBlock, Table

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_AFTER_THE_BLOCKS = 2  # an empty paragraph and the section's properties


def finish(body: Any, tree: ContentTree) -> None:
    """Finish the rendered body of the tree's document, in place."""
    from docx.oxml.ns import qn

    tables = [block for block in tree.blocks if isinstance(block, Table)]
    for element, table in zip(body.iterchildren(qn("w:tbl")), tables, strict=True):
        _set_widths(element, table)
        _let_tall_rows_break(element, table)
        _name(element, table)
        if is_wide(table):
            _set_smaller(element)
        if is_short(table):
            _keep_whole(element)
    _keep_together(body, tree)
    if tree.with_contents:
        _link_contents(body)


def _set_widths(element: Any, table: Table) -> None:
    from docx.oxml.ns import qn

    whole = int(element.tblPr.find(qn("w:tblW")).get(qn("w:w")))
    widths = [str(round(whole * share)) for share in column_shares(table)]
    grid = element.tblGrid
    for column in list(grid):
        grid.remove(column)
    grid.extend(_element("gridCol", w=width) for width in widths)
    for row in element.iterchildren(qn("w:tr")):
        for cell, width in zip(row.iterchildren(qn("w:tc")), widths, strict=True):
            measure = cell.tcPr.find(qn("w:tcW"))
            measure.set(qn("w:w"), width)
            measure.set(qn("w:type"), "dxa")


def _let_tall_rows_break(element: Any, table: Table) -> None:
    from docx.oxml.ns import qn

    rows = list(element.iterchildren(qn("w:tr")))[1:]
    for row, is_tall in zip(rows, tall_rows(table), strict=True):
        if is_tall:
            row.trPr.remove(row.trPr.find(qn("w:cantSplit")))


def _set_smaller(element: Any) -> None:
    """Many columns leave little room: the type is smaller and its margins are narrower, so that words stay whole."""
    from docx.oxml.ns import qn

    for paragraph in element.iter(qn("w:p")):
        paragraph.style = paragraph.style + "Small"
    margins = _element("tblCellMar")
    margins.extend(_element(side, w="60", type="dxa") for side in ("left", "right"))
    element.tblPr.find(qn("w:tblLook")).addprevious(margins)


def _name(element: Any, table: Table) -> None:
    # What a screen reader says on entering the table.
    element.tblPr.append(_element("tblCaption", val=" ".join(table.caption.split())))


def _keep_whole(element: Any) -> None:
    from docx.oxml.ns import qn

    for row in list(element.iterchildren(qn("w:tr")))[:-1]:
        for paragraph in row.iter(qn("w:p")):
            _stay(paragraph)


def _keep_together(body: Any, tree: ContentTree) -> None:
    """What leads to a table, a picture or a signature stays with it."""
    elements = list(body)
    end = len(elements) - _AFTER_THE_BLOCKS
    for block, stays in reversed(list(zip(tree.blocks, kept_with_next(tree), strict=True))):
        start = end - _elements(block)
        if stays:
            _keep_with_next(elements[start:end])
        end = start


def _elements(block: Block) -> int:
    """How many elements of the body a block has become."""
    match block:
        case Bullets(items=items):
            return len(items)
        case Table():
            return 3  # its caption, itself, and the space after it
        case Figure():
            return 2  # itself and its caption
        case SignatureBlock(name=name, role=role, signed_on=signed_on):
            return sum(map(bool, (name, role, signed_on))) + len(signature_lines(block))
        case _:
            return 1


def _keep_with_next(elements: Any) -> None:
    """Of a table its last row, of everything else the last paragraph."""
    from docx.oxml.ns import qn

    for element in elements[-2:]:
        if element.tag == qn("w:tbl"):
            for paragraph in list(element.iterchildren(qn("w:tr")))[-1].iter(qn("w:p")):
                _stay(paragraph)
    if len(elements):
        _stay(elements[-1])


def _stay(paragraph: Any) -> None:
    """Keep a paragraph with the next, whatever its style says. Said to lxml itself, since there may be thousands."""
    properties = paragraph.find(_W + "pPr")
    if properties is None:
        properties = _element("pPr")
        paragraph.insert(0, properties)
    for already in properties.findall(_W + "keepNext"):
        properties.remove(already)
    # The schema has it right after the style.
    begins = len(properties) > 0 and properties[0].tag == _W + "pStyle"
    properties.insert(1 if begins else 0, properties.makeelement(_W + "keepNext"))


def _link_contents(body: Any) -> None:
    """Make the contents a field that Word can update, each entry a link to its heading.

    It begins without page numbers: only the program that sets the pages knows them, and a wrong one misleads. Word
    fills them in where the person updates the field (F9).
    """
    from docx.oxml.ns import qn

    levels = range(1, CONTENTS_LEVELS + 1)
    styled: dict[str, list[Any]] = {"TOC": [], "Heading": []}
    for paragraph in body.iterchildren(qn("w:p")):
        for beginning, found in styled.items():
            if paragraph.style in {f"{beginning}{level}" for level in levels}:
                found.append(paragraph)
    entries = styled["TOC"]
    for number, (entry, heading) in enumerate(zip(entries, styled["Heading"], strict=True), start=1):
        anchor = f"_Toc{number:08d}"
        heading.insert(1, _element("bookmarkStart", id=str(number), name=anchor))
        heading.append(_element("bookmarkEnd", id=str(number)))
        link = _element("hyperlink", anchor=anchor, history="1")
        link.extend(list(entry.iterchildren(qn("w:r"))))
        entry.append(link)
    if entries:
        instruction = _element("instrText")
        instruction.set(qn("xml:space"), "preserve")
        instruction.text = f' TOC \\h \\z \\o "1-{CONTENTS_LEVELS}" '
        begin, separate, end = (_element("fldChar", fldCharType=kind) for kind in ("begin", "separate", "end"))
        for at, piece in enumerate((begin, instruction, separate), start=1):
            entries[0].insert(at, _run(piece))
        entries[-1].append(_run(end))


def _run(piece: Any) -> Any:
    run = _element("r")
    run.append(piece)
    return run


def _element(tag: str, **attributes: str) -> Any:
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    made = OxmlElement(f"w:{tag}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made
