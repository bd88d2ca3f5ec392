"""Making the search index anew from what a workspace holds: after a migration, after a load."""

from __future__ import annotations

from sqlalchemy import Connection

from assurance_app.persistence import search_index
from assurance_app.persistence.reading import Reading
from assurance_app.persistence.tables import TABLES


def make_anew(connection: Connection) -> None:
    """Make the index anew. Drafts stand over what is stored, as in every read."""
    search_index.make_anew(connection)
    reading = Reading(connection, "")
    for entity in TABLES:
        for stored in reading.find(entity):
            search_index.put(connection, stored.entity)
