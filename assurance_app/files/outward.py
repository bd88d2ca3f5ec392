"""What a Word or Excel file would fetch from elsewhere when another program opens it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assurance_app.files.archive import Limits, open_some

_RELATIONS = ".rels"
_LINK = "/hyperlink"
"""How the kind of a relation ends that does nothing until a person follows it."""
_FOLLOWED = ("http://", "https://", "mailto:")


def parts_and_outward(source: Path | bytes, limits: Limits) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of the parts of a Word or Excel file, and of those that lead out of it by more than a link to follow.

    A template, a picture or a workbook that lies elsewhere is fetched as soon as the file is opened: that tells its
    sender who opens it, and can bring along what the file itself may not hold. Only what tells of relations is
    unpacked. Raises ArchiveFault and OSError as `open_archive` does.
    """
    names, relations = open_some(source, limits, lambda name: name.lower().endswith(_RELATIONS))
    return names, tuple(name for name, content in relations.items() if any(_leading_out(content)))


def _leading_out(content: bytes) -> Iterator[bool]:
    root = _parsed(content)
    # What cannot be taken apart here may still be by whoever opens it.
    if root is None:
        yield True
        return
    for element in root.iter("{*}Relationship"):
        kind, target = element.get("Type", ""), element.get("Target", "").strip().lower()
        is_out = element.get("TargetMode", "").lower() == "external" or "://" in target or target.startswith("\\\\")
        yield is_out and not (kind.lower().endswith(_LINK) and target.startswith(_FOLLOWED))


def _parsed(content: bytes) -> Any:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    about: Any = root.getroottree().docinfo
    return None if about.doctype else root
