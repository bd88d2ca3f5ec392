"""The statement and the summary that came inside a return: kept beside the workspace as attachments are.

Each lies there under the SHA-256 that the return names; `attaching` holds it against that when it is taken out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assurance_app.domain.attachments import safe_name
from assurance_app.domain.entities import ReceivedReturn
from assurance_app.persistence.workspace import Reading, Workspace

_NAMED: dict[str, Mapping[str, str]] = {}
"""By the digest of a return's content, which always names the same: it is long, and need not be read each time."""


@dataclass(frozen=True, slots=True)
class ReturnDocument:
    """A document inside a return: the name of its part, its SHA-256, and the name that a copy of it has."""

    part: str
    sha256: str
    file_name: str
    is_kept: bool
    """Whether it is beside the workspace; it is not where the return was received before documents were kept."""


def keep_documents(workspace: Workspace, documents: Mapping[str, bytes]) -> None:
    """Keep the documents of a return that passed every check, before the row that tells of it.

    Refused where the workspace cannot keep them, as `persistence.attachments.keep`.
    """
    from assurance_app.persistence import attachments

    for content in documents.values():
        attachments.keep_content(workspace.path, content)


def documents_of(workspace: Workspace, reading: Reading, received: ReceivedReturn) -> tuple[ReturnDocument, ...]:
    """The documents that came inside a return, the statement first; () where its content was removed since."""
    from assurance_app.exchange.returns import documents_in
    from assurance_app.persistence import attachments

    if received.content not in _NAMED:
        _NAMED[received.content] = documents_in(reading.payload(received.content))
    return tuple(
        ReturnDocument(part, sha256, _name(received, part), attachments.path_of(workspace.path, sha256).is_file())
        for part, sha256 in _NAMED[received.content].items()
    )


def _name(received: ReceivedReturn, part: str) -> str:
    """A name of our own making: what a sender calls things does not become the name of a file."""
    return safe_name(f"{received.body_id}-{received.year}-{part}")
