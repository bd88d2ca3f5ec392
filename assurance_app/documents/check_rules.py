"""Holding a written Word file or PDF against the rules that any document is held against (`document_rules`)."""

from __future__ import annotations

from pathlib import Path

from assurance_app.domain.refusal import Refused
from assurance_app.words import _

OURS = frozenset(
    {
        "title.missing", "language.missing", "heading.empty", "heading.skipped", "pages.unnumbered",
        "table.no-header", "table.merged", "picture.no-alt", "contrast.low", "hidden.text", "comments.left",
        "changes.left", "attached.left", "properties.custom", "pdf.untagged", "page.scanned",
    }
)  # fmt: skip
"""The rules that hang on how a document is made. What stands in its texts, a gap or a bare address, is the writer's."""


def check_rules(path: Path, name: Path) -> None:
    """No rule finds anything to mend: else Refused("document.differs") with the first, `name` standing for `path`."""
    from assurance_app.documents.document_rules import findings, rules
    from assurance_app.files.office_document import read_office

    try:
        found = findings(read_office(path), published=False)
    except Refused as refusal:
        raise Refused("document.differs", path=name, detail=refusal.params.get("detail", refusal.code)) from refusal
    first = next((finding for finding in found if finding.code in OURS), None)
    if first is not None:
        detail = _(rules()[first.code]["title"])
        raise Refused("document.differs", path=name, detail=detail)
