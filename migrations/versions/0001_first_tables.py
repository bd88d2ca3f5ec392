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
    _scrutiny()
    _plan()
    _holdings()
    _notes()
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


def _scrutiny() -> None:
    op.create_table(
        "scrutiny_session",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("cycle_id", sa.Text, nullable=False),
        sa.Column("held_on", sa.Text, nullable=False),
        sa.Column("forum", sa.Text, nullable=False),
        sa.Column("wanted_to_know", sa.Text, nullable=False),
        sa.Column("questions", sa.Text, nullable=False),
        sa.Column("opinions", sa.Text, nullable=False),
        sa.Column("section_ids", sa.Text, nullable=False),
        sa.Column("requirement_ids", sa.Text, nullable=False),
        sa.Column("begun_from", sa.Text, nullable=False),
        sa.Column("disclosure", sa.Text, nullable=False),
        sa.Column("public_wording", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("saved_at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_scrutiny_session"),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name="fk_scrutiny_session_cycle_id"),
    )
    op.create_index("ix_scrutiny_session_cycle_id", "scrutiny_session", ["cycle_id"])
    op.create_table(
        "action",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("cycle_id", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("due", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("is_resourced", sa.Boolean, nullable=True),
        sa.Column("why_not_resourced", sa.Text, nullable=False),
        sa.Column("came_from", sa.Text, nullable=False),
        sa.Column("section_ids", sa.Text, nullable=False),
        sa.Column("disclosure", sa.Text, nullable=False),
        sa.Column("public_wording", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("saved_at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_action"),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name="fk_action_cycle_id"),
    )
    op.create_index("ix_action_cycle_id", "action", ["cycle_id"])
    op.create_table(
        "departure_decision",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("cycle_id", sa.Text, nullable=False),
        sa.Column("decided_by", sa.Text, nullable=False),
        sa.Column("decided_on", sa.Text, nullable=False),
        sa.Column("until", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("saved_at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_departure_decision"),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name="fk_departure_decision_cycle_id"),
    )
    op.create_index("ix_departure_decision_cycle_id", "departure_decision", ["cycle_id"])


def _plan() -> None:
    op.create_table(
        "objective",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("cycle_id", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("page", sa.Text, nullable=False),
        sa.Column("influences", sa.Text, nullable=False),
        sa.Column("disclosure", sa.Text, nullable=False),
        sa.Column("public_wording", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("saved_at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_objective"),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name="fk_objective_cycle_id"),
    )
    op.create_index("ix_objective_cycle_id", "objective", ["cycle_id"])
    op.create_table(
        "plan_review",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("cycle_id", sa.Text, nullable=False),
        sa.Column("reviewed_on", sa.Text, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("because", sa.Text, nullable=False),
        sa.Column("page", sa.Text, nullable=False),
        sa.Column("link", sa.Text, nullable=False),
        sa.Column("disclosure", sa.Text, nullable=False),
        sa.Column("public_wording", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("saved_at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_plan_review"),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name="fk_plan_review_cycle_id"),
    )
    op.create_index("ix_plan_review_cycle_id", "plan_review", ["cycle_id"])
    op.create_table(
        "resource_decision",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("cycle_id", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("decided_on", sa.Text, nullable=False),
        sa.Column("reference", sa.Text, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("pounds", sa.Integer, nullable=True),
        sa.Column("section_ids", sa.Text, nullable=False),
        sa.Column("disclosure", sa.Text, nullable=False),
        sa.Column("public_wording", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("saved_at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_resource_decision"),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name="fk_resource_decision_cycle_id"),
    )
    op.create_index("ix_resource_decision_cycle_id", "resource_decision", ["cycle_id"])


def _holdings() -> None:
    op.create_table(
        "capacity_figure",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("body_id", sa.Text, nullable=False),
        sa.Column("year", sa.Text, nullable=False),
        sa.Column("measure", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=True),
        sa.Column("as_of", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("disclosure", sa.Text, nullable=False),
        sa.Column("people", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("saved_at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_capacity_figure"),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name="fk_capacity_figure_body_id"),
    )
    op.create_index("ix_capacity_figure_body_id", "capacity_figure", ["body_id"])
    op.create_table(
        "collaboration_agreement",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("body_id", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("parties", sa.Text, nullable=False),
        sa.Column("begins_on", sa.Text, nullable=False),
        sa.Column("ends_on", sa.Text, nullable=False),
        sa.Column("officers", sa.Integer, nullable=True),
        sa.Column("staff", sa.Integer, nullable=True),
        sa.Column("pounds", sa.Integer, nullable=True),
        sa.Column("provides", sa.Text, nullable=False),
        sa.Column("section_ids", sa.Text, nullable=False),
        sa.Column("disclosure", sa.Text, nullable=False),
        sa.Column("public_wording", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("saved_at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_collaboration_agreement"),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name="fk_collaboration_agreement_body_id"),
    )
    op.create_index("ix_collaboration_agreement_body_id", "collaboration_agreement", ["body_id"])
    op.create_table(
        "inspection_finding",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("body_id", sa.Text, nullable=False),
        sa.Column("inspectorate", sa.Text, nullable=False),
        sa.Column("report", sa.Text, nullable=False),
        sa.Column("published_on", sa.Text, nullable=False),
        sa.Column("locator", sa.Text, nullable=False),
        sa.Column("section_ids", sa.Text, nullable=False),
        sa.Column("finding", sa.Text, nullable=False),
        sa.Column("grade", sa.Text, nullable=False),
        sa.Column("recommendation", sa.Text, nullable=False),
        sa.Column("comments", sa.Text, nullable=False),
        sa.Column("comments_published_on", sa.Text, nullable=False),
        sa.Column("link", sa.Text, nullable=False),
        sa.Column("disclosure", sa.Text, nullable=False),
        sa.Column("public_wording", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("saved_at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_inspection_finding"),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name="fk_inspection_finding_body_id"),
    )
    op.create_index("ix_inspection_finding_body_id", "inspection_finding", ["body_id"])


def _notes() -> None:
    op.create_table(
        "note",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("cycle_id", sa.Text, nullable=False),
        sa.Column("target_kind", sa.Text, nullable=False),
        sa.Column("target_id", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("is_resolved", sa.Boolean, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("saved_at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_note"),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name="fk_note_cycle_id"),
    )
    op.create_index("ix_note_cycle_id", "note", ["cycle_id"])
    op.create_index("ix_note_target_id", "note", ["target_id"])
    op.create_table(
        "check_set_aside",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("cycle_id", sa.Text, nullable=False),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("target_id", sa.Text, nullable=False),
        sa.Column("seen", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("saved_at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_check_set_aside"),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name="fk_check_set_aside_cycle_id"),
    )
    op.create_index("ix_check_set_aside_cycle_id", "check_set_aside", ["cycle_id"])
    op.create_index("ix_check_set_aside_target_id", "check_set_aside", ["target_id"])
