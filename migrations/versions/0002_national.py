"""What the APCC records besides the returns; and of a return when it was made, on which edition, and when it came.

Revision ID: 0002
Revises: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: None = None
depends_on: None = None

_KEPT = "id, body_id, year, file_name, sha256, received_at, draft, fingerprint, content, version, saved_at"


def upgrade() -> None:
    _received_returns()
    _commission_and_bodies()
    _what_was_entered_or_refused()
    _permissions_and_extracts()
    _summary()


def _received_returns() -> None:
    # A new table and not new columns: the order of the columns is that of a workspace that is made today. What was kept
    # before does not say when it was made; its content does, and the row must go on matching the record of changes.
    op.drop_index("ix_received_return_body_id", "received_return")
    op.rename_table("received_return", "received_return_before")
    op.create_table(
        "received_return",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("body_id", sa.Text, nullable=False),
        sa.Column("year", sa.Text, nullable=False),
        sa.Column("file_name", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("received_at", sa.Text, nullable=False),
        sa.Column("draft", sa.Boolean, nullable=False),
        sa.Column("fingerprint", sa.Text, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("made_at", sa.Text, nullable=False),
        sa.Column("framework_id", sa.Text, nullable=False),
        sa.Column("framework_revision", sa.Integer, nullable=False),
        sa.Column("came_on", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("saved_at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_received_return"),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name="fk_received_return_body_id"),
    )
    op.create_index("ix_received_return_body_id", "received_return", ["body_id"])
    op.execute(
        f"INSERT INTO received_return ({_KEPT}, made_at, framework_id, framework_revision, came_on) "
        f"SELECT {_KEPT}, '', '', 0, '' FROM received_return_before"
    )
    op.drop_table("received_return_before")


def _commission_and_bodies() -> None:
    op.create_table(
        "commission",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("year", sa.Text, nullable=False),
        sa.Column("asked", sa.Text, nullable=False),
        sa.Column("asked_on", sa.Text, nullable=False),
        sa.Column("due_on", sa.Text, nullable=False),
        sa.Column("asked_by", sa.Text, nullable=False),
        sa.Column("framework_id", sa.Text, nullable=False),
        sa.Column("marking", sa.Text, nullable=False),
        sa.Column("with_capacity", sa.Boolean, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("saved_at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_commission"),
    )
    op.create_table(
        "expected_body",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("year", sa.Text, nullable=False),
        sa.Column("body_id", sa.Text, nullable=False),
        sa.Column("owes", sa.Boolean, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("merged_into", sa.Text, nullable=False),
        sa.Column("contact", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("saved_at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_expected_body"),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name="fk_expected_body_body_id"),
    )
    op.create_index("ix_expected_body_body_id", "expected_body", ["body_id"])


def _what_was_entered_or_refused() -> None:
    op.create_table(
        "entered_return",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("year", sa.Text, nullable=False),
        sa.Column("body_id", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("link", sa.Text, nullable=False),
        sa.Column("attachment", sa.Text, nullable=False),
        sa.Column("attachment_name", sa.Text, nullable=False),
        sa.Column("published_on", sa.Text, nullable=False),
        sa.Column("read_on", sa.Text, nullable=False),
        sa.Column("read_by", sa.Text, nullable=False),
        sa.Column("framework_id", sa.Text, nullable=False),
        sa.Column("marking", sa.Text, nullable=False),
        sa.Column("threats", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("saved_at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_entered_return"),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name="fk_entered_return_body_id"),
    )
    op.create_index("ix_entered_return_body_id", "entered_return", ["body_id"])
    op.create_table(
        "refused_file",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("year", sa.Text, nullable=False),
        sa.Column("file_name", sa.Text, nullable=False),
        sa.Column("refused_at", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("says_body", sa.Text, nullable=False),
        sa.Column("is_settled", sa.Boolean, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("saved_at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_refused_file"),
    )


def _permissions_and_extracts() -> None:
    op.create_table(
        "permission",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("year", sa.Text, nullable=False),
        sa.Column("body_id", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("section_id", sa.Text, nullable=False),
        sa.Column("asked_on", sa.Text, nullable=False),
        sa.Column("granted_by", sa.Text, nullable=False),
        sa.Column("granted_role", sa.Text, nullable=False),
        sa.Column("granted_on", sa.Text, nullable=False),
        sa.Column("withdrawn_on", sa.Text, nullable=False),
        sa.Column("is_good_practice", sa.Boolean, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("saved_at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_permission"),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name="fk_permission_body_id"),
    )
    op.create_index("ix_permission_body_id", "permission", ["body_id"])
    op.create_table(
        "extract",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("year", sa.Text, nullable=False),
        sa.Column("body_id", sa.Text, nullable=False),
        sa.Column("sent_on", sa.Text, nullable=False),
        sa.Column("sent_to", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("answered_on", sa.Text, nullable=False),
        sa.Column("answered_by", sa.Text, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("saved_at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_extract"),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name="fk_extract_body_id"),
    )
    op.create_index("ix_extract_body_id", "extract", ["body_id"])


def _summary() -> None:
    op.create_table(
        "summary_text",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("year", sa.Text, nullable=False),
        sa.Column("part", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("saved_at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_summary_text"),
    )
    op.create_table(
        "summary_clearance",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("year", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("cleared_on", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("saved_at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_summary_clearance"),
    )
