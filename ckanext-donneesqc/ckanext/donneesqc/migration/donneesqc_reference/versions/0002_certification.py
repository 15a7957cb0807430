"""Create the tables of the certification."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

PREFIX = "donneesqc_reference"
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the tables; the log is one that can only be added to."""
    op.create_table(
        f"{PREFIX}_certification",
        sa.Column("set_name", sa.Text, _of_a_set(), primary_key=True),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("certified_on", sa.Date),
        sa.Column("failing", JSONB, nullable=False),
        sa.Column("suspended_on", sa.Date),
        sa.Column("by_hand", sa.Boolean, nullable=False),
    )
    op.create_table(
        f"{PREFIX}_run",
        sa.Column("id", sa.BigInteger, sa.Identity(), primary_key=True),
        sa.Column("set_name", sa.Text, _of_a_set(), nullable=False, index=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("passed", sa.Boolean, nullable=False),
        sa.Column("answer", JSONB, nullable=False),
        sa.Column("samples", JSONB, nullable=False),
    )
    op.create_table(
        f"{PREFIX}_entry",
        sa.Column("id", sa.BigInteger, sa.Identity(), primary_key=True),
        sa.Column("entry", JSONB, nullable=False),
        sa.Column("previous", sa.Text, nullable=False, unique=True),
        sa.Column("own", sa.Text, nullable=False, unique=True),
    )
    op.execute(f"CREATE INDEX {PREFIX}_entry_set ON {PREFIX}_entry ((entry->>'set'), id)")
    op.create_table(
        f"{PREFIX}_attestation",
        sa.Column("id", sa.BigInteger, sa.Identity(), primary_key=True),
        sa.Column("set_name", sa.Text, _of_a_set(), nullable=False, index=True),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("user_id", sa.Text, nullable=False),
    )
    op.create_table(
        f"{PREFIX}_probe_day",
        sa.Column("set_name", sa.Text, _of_a_set(), primary_key=True),
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("slots", sa.LargeBinary, nullable=False),
    )
    op.execute(
        f"CREATE OR REPLACE FUNCTION {PREFIX}_keep() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'this log is only added to'; END $$"
    )
    # samples quote cells: they go when the data is erased
    of_run = "OF id, set_name, at, passed, answer"
    for name, columns in (("entry", ""), ("run", of_run), ("attestation", "")):
        op.execute(
            f"CREATE TRIGGER {PREFIX}_{name}_kept "
            f"BEFORE DELETE OR UPDATE {columns} ON {PREFIX}_{name} "
            f"FOR EACH ROW EXECUTE FUNCTION {PREFIX}_keep()"
        )
        op.execute(
            f"CREATE TRIGGER {PREFIX}_{name}_not_emptied BEFORE TRUNCATE ON {PREFIX}_{name} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {PREFIX}_keep()"
        )


def downgrade() -> None:
    """Drop the tables: the public log goes with them."""
    for name in ("probe_day", "attestation", "entry", "run", "certification"):
        op.drop_table(f"{PREFIX}_{name}")
    op.execute(f"DROP FUNCTION {PREFIX}_keep()")


def _of_a_set() -> sa.ForeignKey:
    return sa.ForeignKey(f"{PREFIX}_set.name")
