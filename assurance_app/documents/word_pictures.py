"""The pictures of a Word document: each stands in its own paragraph, with its alternative text."""

from __future__ import annotations

import io
from typing import Any

from assurance_app.documents.charts import picture_png, picture_size
from assurance_app.domain.content import ContentTree, Figure

PIXELS = 1812
"""How wide a picture is drawn: three pixels for each of a screen, so that it prints sharp."""
_POINT = 12700  # in the units in which Word measures pictures


def place_pictures(part: Any, tree: ContentTree) -> None:
    """Put each picture of the tree into the paragraph of the style “Figure” that waits for it."""
    from docx.oxml.ns import qn

    figures = [block for block in tree.blocks if isinstance(block, Figure)]
    if not figures:
        return
    waiting = [paragraph for paragraph in part.element.body.iterchildren(qn("w:p")) if paragraph.style == "Figure"]
    for number, (figure, paragraph) in enumerate(zip(figures, waiting, strict=True), start=1):
        width, height = (round(side * _POINT) for side in picture_size(figure))
        inline = part.new_pic_inline(io.BytesIO(picture_png(figure, PIXELS)), width, height)
        for side in ("distT", "distB", "distL", "distR"):
            inline.set(side, "0")  # else some readers push the picture beyond the margin
        inline.docPr.set("name", f"Figure {number}")
        inline.docPr.set("descr", figure.alternative)
        inline.graphic.graphicData.pic.nvPicPr.cNvPr.set("name", f"figure-{number}.png")
        paragraph.add_r().append(_drawing(inline))


def _drawing(inline: Any) -> Any:
    from docx.oxml.parser import OxmlElement

    drawing = OxmlElement("w:drawing")
    drawing.append(inline)
    return drawing
