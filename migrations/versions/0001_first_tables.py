"""The first tables.

Revision ID: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0001"
down_revision: str | None = None
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    _own_tables()
    _bodies_and_cycles()
    _what_is_recorded()
    _evidence()
    _approvals_and_returns()


def _own_tables() -> None:
    op.create_table(
        "meta",
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_meta"),
    )
    op.create_table(
        "framework",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("saved_at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", "revision", name="pk_framework"),
    )
    op.create_table(
        "draft",
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("base_version", sa.Integer, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("saved_at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("kind", "id", name="pk_draft"),
    )
    op.create_table(
        "payload",
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=True),
        sa.Column("erased_at", sa.Text, nullable=True),
        sa.PrimaryKeyConstraint("digest", name="pk_payload"),
    )
    op.create_table(
        "audit",
        sa.Column("sequence", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("entity_id", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("payload_digest", sa.Text, nullable=False),
        sa.Column("previous", sa.Text, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_audit"),
    )
    op.create_index("ix_audit_kind_entity_id", "audit", ["kind", "entity_id"])


def _bodies_and_cycles() -> None:
    op.create_table(
        "body",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("legal_name", sa.Text, nullable=False),
        sa.Column("name_as_used", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("police_area", sa.Text, nullable=False),
        sa.Column("force", sa.Text, nullable=False),
        sa.Column("mobilisation_region", sa.Text, nullable=False),
        sa.Column("rocu", sa.Text, nullable=False),
        sa.Column("nation", sa.Text, nullable=False),
        sa.Column("kind_since", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("invented", sa.Boolean, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("saved_at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_body"),
    )
    op.create_table(
        "office_holder",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("body_id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("held_from", sa.Text, nullable=False),
        sa.Column("held_to", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("saved_at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_office_holder"),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name="fk_office_holder_body_id"),
    )
    op.create_index("ix_office_holder_body_id", "office_holder", ["body_id"])
    op.create_table(
        "cycle",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("body_id", sa.Text, nullable=False),
        sa.Column("year", sa.Text, nullable=False),
        sa.Column("framework_id", sa.Text, nullable=False),
        sa.Column("framework_revision", sa.Integer, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("marking", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("saved_at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_cycle"),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name="fk_cycle_body_id"),
    )
    op.create_index("ix_cycle_body_id", "cycle", ["body_id"])


def _what_is_recorded() -> None:
    op.create_table(
        "answer",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("cycle_id", sa.Text, nullable=False),
        sa.Column("requirement_id", sa.Text, nullable=False),
        sa.Column("position", sa.Text, nullable=True),
        sa.Column("view", sa.Text, nullable=True),
        sa.Column("provided", sa.Text, nullable=True),
        sa.Column("rests_on", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("chief_constables_reason", sa.Text, nullable=False),
        sa.Column("bodys_view_of_reason", sa.Text, nullable=False),
        sa.Column("gap", sa.Text, nullable=False),
        sa.Column("next_step", sa.Text, nullable=False),
        sa.Column("disclosure", sa.Text, nullable=False),
        sa.Column("public_wording", sa.Text, nullable=False),
        sa.Column("fields", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("saved_at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_answer"),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name="fk_answer_cycle_id"),
    )
    op.create_index("ix_answer_cycle_id", "answer", ["cycle_id"])
    op.create_table(
        "threat_statement",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("cycle_id", sa.Text, nullable=False),
        sa.Column("section_id", sa.Text, nullable=False),
        sa.Column("regard", sa.Text, nullable=False),
        sa.Column("influence", sa.Text, nullable=False),
        sa.Column("resources", sa.Text, nullable=False),
        sa.Column("held_to_account", sa.Text, nullable=False),
        sa.Column("held_on", sa.Text, nullable=False),
        sa.Column("concluded", sa.Text, nullable=False),
        sa.Column("next_year", sa.Text, nullable=False),
        sa.Column("opinion", sa.Text, nullable=False),
        sa.Column("disclosure", sa.Text, nullable=False),
        sa.Column("public_wording", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("saved_at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_threat_statement"),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name="fk_threat_statement_cycle_id"),
    )
    op.create_index("ix_threat_statement_cycle_id", "threat_statement", ["cycle_id"])


def _evidence() -> None:
    op.create_table(
        "evidence",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("body_id", sa.Text, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("withdrawn", sa.Boolean, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("saved_at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_evidence"),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name="fk_evidence_body_id"),
    )
    op.create_index("ix_evidence_body_id", "evidence", ["body_id"])
    op.create_table(
        "evidence_revision",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("evidence_id", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("locator", sa.Text, nullable=False),
        sa.Column("date", sa.Text, nullable=False),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("shows", sa.Text, nullable=False),
        sa.Column("disclosure", sa.Text, nullable=False),
        sa.Column("public_wording", sa.Text, nullable=False),
        sa.Column("review_by", sa.Text, nullable=False),
        sa.Column("link", sa.Text, nullable=False),
        sa.Column("attachment", sa.Text, nullable=False),
        sa.Column("attachment_name", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("saved_at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_evidence_revision"),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name="fk_evidence_revision_evidence_id"),
    )
    op.create_index("ix_evidence_revision_evidence_id", "evidence_revision", ["evidence_id"])
    op.create_table(
        "evidence_link",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("cycle_id", sa.Text, nullable=False),
        sa.Column("revision_id", sa.Text, nullable=False),
        sa.Column("evidence_id", sa.Text, nullable=False),
        sa.Column("target_kind", sa.Text, nullable=False),
        sa.Column("target_id", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("saved_at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_evidence_link"),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name="fk_evidence_link_cycle_id"),
        sa.ForeignKeyConstraint(["revision_id"], ["evidence_revision.id"], name="fk_evidence_link_revision_id"),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name="fk_evidence_link_evidence_id"),
    )
    op.create_index("ix_evidence_link_cycle_id", "evidence_link", ["cycle_id"])
    op.create_index("ix_evidence_link_revision_id", "evidence_link", ["revision_id"])
    op.create_index("ix_evidence_link_evidence_id", "evidence_link", ["evidence_id"])
    op.create_index("ix_evidence_link_target_id", "evidence_link", ["target_id"])


def _approvals_and_returns() -> None:
    op.create_table(
        "clearance",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("cycle_id", sa.Text, nullable=False),
        sa.Column("target_kind", sa.Text, nullable=False),
        sa.Column("target_id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("cleared_on", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("saved_at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_clearance"),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name="fk_clearance_cycle_id"),
    )
    op.create_index("ix_clearance_cycle_id", "clearance", ["cycle_id"])
    op.create_index("ix_clearance_target_id", "clearance", ["target_id"])
    op.create_table(
        "examination_choice",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("cycle_id", sa.Text, nullable=False),
        sa.Column("requirement_id", sa.Text, nullable=False),
        sa.Column("examine", sa.Boolean, nullable=False),
        sa.Column("risk", sa.Text, nullable=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("saved_at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_examination_choice"),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name="fk_examination_choice_cycle_id"),
    )
    op.create_index("ix_examination_choice_cycle_id", "examination_choice", ["cycle_id"])
    op.create_table(
        "approval",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("cycle_id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("approved_at", sa.Text, nullable=False),
        sa.Column("fingerprint", sa.Text, nullable=False),
        sa.Column("snapshot", sa.Text, nullable=False),
        sa.Column("revoked_at", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("saved_at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_approval"),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name="fk_approval_cycle_id"),
    )
    op.create_index("ix_approval_cycle_id", "approval", ["cycle_id"])
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
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("saved_at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_received_return"),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name="fk_received_return_body_id"),
    )
    op.create_index("ix_received_return_body_id", "received_return", ["body_id"])
