"""Runs the revisions on the connection that the program hands over, inside its transaction.

A revision speaks of literal tables, never of live ones: it must do tomorrow what it did today. The number of the newest
one is the schema number in the header of a workspace (`SCHEMA` in assurance_app/persistence/header.py). Triggers are
not made here: `audit.make_guards` makes them anew after every migration.
"""

from __future__ import annotations

from alembic import context

context.configure(connection=context.config.attributes["connection"], render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
