"""Create the table of maps."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLE = "donneesqc_geo_map"
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        TABLE,
        sa.Column("resource_id", sa.Text, primary_key=True),
        sa.Column("package_id", sa.Text, nullable=False, index=True),
        sa.Column("mark", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("reason", JSONB),
        sa.Column("layers", JSONB, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("asked", MOMENT, nullable=False),
        sa.Column("finished", MOMENT),
    )


def downgrade() -> None:
    """Drop the table: maps are made anew from the files that they show."""
    op.drop_table(TABLE)
