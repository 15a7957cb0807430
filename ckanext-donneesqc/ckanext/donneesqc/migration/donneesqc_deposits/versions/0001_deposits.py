"""Create the tables of deposits, their steps, versions and e-mails."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

PREFIX = "donneesqc_deposits"
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the tables."""
    op.execute(f"CREATE SEQUENCE IF NOT EXISTS {PREFIX}_order")
    _deposits()
    _versions()
    op.create_table(
        f"{PREFIX}_step",
        sa.Column("id", sa.BigInteger, sa.Identity(), primary_key=True),
        _deposit_id(index=True),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        _text("user_id"),
        _text("code"),
        sa.Column("values", JSONB, nullable=False),
    )
    op.create_table(
        f"{PREFIX}_mail",
        _deposit_id(primary_key=True),
        sa.Column("recipient", sa.Text, primary_key=True),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("retry_at", MOMENT),
        sa.Column("claimed", MOMENT),
        sa.Column("sent", MOMENT),
    )


def downgrade() -> None:
    """Drop the tables: the history of what was published goes with them."""
    for name in ("mail", "step", "version", "deposit"):
        op.drop_table(f"{PREFIX}_{name}")


def _deposits() -> None:
    op.create_table(
        f"{PREFIX}_deposit",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("package_id", sa.Text, nullable=False, index=True),
        sa.Column("resource_id", sa.Text, nullable=False, index=True),
        sa.Column("user_id", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False, index=True),
        sa.Column("rank", sa.BigInteger, unique=True),
        sa.Column("version", sa.Integer),
        *map(_text, ("publication", "file_name")),
        sa.Column("size", sa.BigInteger, nullable=False),
        *map(_text, ("sha256", "source", "schema")),
        sa.Column("descriptor", JSONB),
        _text("recipe"),
        sa.Column("origin", JSONB, nullable=False),
        sa.Column("facts", JSONB, nullable=False),
        sa.Column("changes", JSONB, nullable=False),
        sa.Column("breaking", JSONB, nullable=False),
        _text("breaking_reason"),
        sa.Column("effective_date", sa.Date),
        sa.Column("problem", JSONB),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("retry_at", MOMENT),
        sa.Column("created", MOMENT, nullable=False),
        sa.Column("submitted", MOMENT),
        sa.Column("since", MOMENT, nullable=False),
    )


def _versions() -> None:
    op.create_table(
        f"{PREFIX}_version",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("package_id", sa.Text, nullable=False, index=True),
        sa.Column("resource_id", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        _deposit_id(unique=True),
        sa.Column("parts", JSONB, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("restored_from", sa.Integer),
        sa.Column("created", MOMENT, nullable=False),
        sa.Column("descriptor", JSONB, nullable=False),
        _text("schema"),
        sa.Column("rows", sa.BigInteger, nullable=False),
        *(sa.Column(name, sa.BigInteger) for name in ("added", "changed", "removed")),
        sa.Column("breaking", JSONB, nullable=False),
        sa.Column("files", JSONB, nullable=False),
        sa.Column("note", JSONB),
        sa.Column("finished", MOMENT),
        sa.Column("withdrawn", MOMENT),
        sa.Column("withdrawn_by", sa.Text),
        *map(_text, ("decided_by", "reason")),
        sa.Column("purged", MOMENT),
        sa.UniqueConstraint("resource_id", "number"),
    )


def _deposit_id(
    *, primary_key: bool = False, unique: bool = False, index: bool = False
) -> sa.Column:
    key = sa.ForeignKey(f"{PREFIX}_deposit.id")
    kind = {"primary_key": primary_key, "unique": unique or None, "index": index or None}
    return sa.Column("deposit_id", sa.Text, key, nullable=False, **kind)


def _text(name: str) -> sa.Column:
    return sa.Column(name, sa.Text, nullable=False, server_default="")
