"""Create the tables of reference datasets."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SETS = "donneesqc_reference_set"
ENTITIES = "donneesqc_reference_entity"
SUCCESSIONS = "donneesqc_reference_succession"
REPORTS = "donneesqc_reference_report"
RECHECKS = "donneesqc_reference_recheck"
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        SETS,
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("package_id", sa.Text, nullable=False, unique=True),
        sa.Column("said", JSONB, nullable=False),
        sa.Column("names", JSONB, nullable=False),
        sa.Column("columns", JSONB, nullable=False),
        sa.Column("resource_id", sa.Text, nullable=False),
        sa.Column("newest", sa.Text, nullable=False),
        sa.Column("mark", sa.Text, nullable=False),
        sa.Column("refreshed", MOMENT),
    )
    op.create_table(
        ENTITIES,
        sa.Column("set_name", sa.Text, sa.ForeignKey(f"{SETS}.name"), primary_key=True),
        sa.Column("identifier", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("cells", JSONB, nullable=False),
        sa.Column("first_vintage", sa.Text, nullable=False),
        sa.Column("last_vintage", sa.Text, nullable=False),
        sa.Column("gone", sa.Boolean, nullable=False),
        sa.Column("geometry", sa.Text, nullable=False),
    )
    # by what their rows refer to: {"code_mrc": "04"}
    op.create_index(
        f"{ENTITIES}_cells",
        ENTITIES,
        ["cells"],
        postgresql_using="gin",
        postgresql_ops={"cells": "jsonb_path_ops"},
    )
    op.create_table(
        SUCCESSIONS,
        sa.Column("id", sa.BigInteger, sa.Identity(), primary_key=True),
        sa.Column("set_name", sa.Text, sa.ForeignKey(f"{SETS}.name"), nullable=False),
        sa.Column("identifier", sa.Text, nullable=False),
        sa.Column("successor", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("evidence", sa.Text, nullable=False),
        sa.Column("user_id", sa.Text, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
    )
    op.create_table(
        REPORTS,
        sa.Column("id", sa.BigInteger, sa.Identity(), primary_key=True),
        sa.Column("set_name", sa.Text, sa.ForeignKey(f"{SETS}.name"), nullable=False),
        sa.Column("identifier", sa.Text, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("answer_to", sa.Text, nullable=False),
        sa.Column("sender", sa.Text, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("sent", MOMENT),
    )
    op.create_table(
        RECHECKS,
        sa.Column("set_name", sa.Text, sa.ForeignKey(f"{SETS}.name"), primary_key=True),
        sa.Column("resource_id", sa.Text, primary_key=True),
        sa.Column("columns", sa.Text, primary_key=True),
        sa.Column("package_id", sa.Text, nullable=False, index=True),
        sa.Column("naming", sa.Text, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("mark", sa.Text, nullable=False),
        sa.Column("unknown", sa.Integer, nullable=False),
        sa.Column("samples", JSONB, nullable=False),
    )
    op.create_index(f"{SUCCESSIONS}_of", SUCCESSIONS, ["set_name", "identifier"])
    op.create_index(f"{REPORTS}_of", REPORTS, ["set_name", "id"])
    op.create_index(f"{REPORTS}_at", REPORTS, ["at"])
    op.create_index(f"{REPORTS}_waiting", REPORTS, ["id"], postgresql_where=sa.text("sent IS NULL"))


def downgrade() -> None:
    """Drop the tables: which identifiers were given goes with them."""
    for name in (RECHECKS, REPORTS, SUCCESSIONS, ENTITIES, SETS):
        op.drop_table(name)
