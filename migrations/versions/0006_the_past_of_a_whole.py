"""The past of one initiative, and the last change of a table, by index"""

from alembic import op

revision = "0006"
down_revision = "0005"

# The tables whose rows are parts of an initiative, or about one.
PARTS = (
    "appraisal", "assessment", "benefit", "contribution", "deliverable", "dependency", "funding_line", "gate",
    "grant_letter", "initiative_assignment", "initiative_condition", "initiative_goal", "initiative_mission",
    "initiative_person", "initiative_text", "need", "participation", "risk", "rollout", "score", "status_report",
)  # fmt: skip


def upgrade() -> None:
    for part in PARTS:
        op.create_index(op.f(f"ix_{part}_history_initiative_id"), f"{part}_history", ["initiative_id"])
    op.create_index(op.f("ix_deed_change_table_name_deed"), "deed_change", ["table_name", "deed"])
    op.create_index(op.f("ix_dependency_initiative_id"), "dependency", ["initiative_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_dependency_initiative_id"), "dependency")
    op.drop_index(op.f("ix_deed_change_table_name_deed"), "deed_change")
    for part in PARTS:
        op.drop_index(op.f(f"ix_{part}_history_initiative_id"), f"{part}_history")
