"""The tables of deposits: what was sent, what became of it, what readers were shown.

Declared in the classic style, which SQLAlchemy 1.4 (CKAN 2.11) and 2 (CKAN 2.12) both accept.
"""

from datetime import UTC, datetime

import ckan.plugins.toolkit as tk
from ckan.model.types import make_uuid
from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Identity,
    Integer,
    Sequence,
    Text,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import JSONB

ORDER = Sequence("donneesqc_deposits_order")


def now() -> datetime:
    """Return the time, UTC."""
    return datetime.now(UTC)


class Deposit(tk.BaseModel):
    """One file sent for one table; `rank` is its turn, given when it has all arrived.

    `kind`: file, restore (of the version `version`) or withdrawal; `facts`: what the check found;
    `changes`: rows added, changed and removed; `problem`: what keeps it waiting.
    """

    __tablename__ = "donneesqc_deposits_deposit"

    id = Column(Text, primary_key=True, default=make_uuid)
    package_id = Column(Text, nullable=False, index=True)
    resource_id = Column(Text)
    user_id = Column(Text, nullable=False)
    kind = Column(Text, nullable=False, default="file")
    state = Column(Text, nullable=False, index=True)
    rank = Column(BigInteger, unique=True)
    version = Column(Integer)
    publication = Column(Text, nullable=False, default="")
    file_name = Column(Text, nullable=False, default="")
    size = Column(BigInteger, nullable=False, default=0)
    sha256 = Column(Text, nullable=False, default="")
    source = Column(Text, nullable=False, default="")
    schema = Column(Text, nullable=False, default="")
    descriptor = Column(JSONB)
    recipe = Column(Text, nullable=False, default="")
    origin = Column(JSONB, nullable=False, default=dict)
    facts = Column(JSONB, nullable=False, default=dict)
    changes = Column(JSONB)
    breaking = Column(JSONB, nullable=False, default=list)
    breaking_reason = Column(Text, nullable=False, default="")
    effective_date = Column(Date)
    problem = Column(JSONB)
    tries = Column(Integer, nullable=False, default=0)
    retry_at = Column(DateTime(timezone=True))
    created = Column(DateTime(timezone=True), nullable=False, default=now)
    submitted = Column(DateTime(timezone=True))
    since = Column(DateTime(timezone=True), nullable=False, default=now)


class Step(tk.BaseModel):
    """One change of a deposit's state, never changed afterwards; `code`: why, if it says why."""

    __tablename__ = "donneesqc_deposits_step"

    id = Column(BigInteger, Identity(), primary_key=True)
    deposit_id = Column(Text, ForeignKey(Deposit.id), nullable=False, index=True)
    state = Column(Text, nullable=False)
    at = Column(DateTime(timezone=True), nullable=False, default=now)
    user_id = Column(Text, nullable=False, default="")
    code = Column(Text, nullable=False, default="")
    values = Column(JSONB, nullable=False, default=dict)


class Version(tk.BaseModel):
    """What readers were shown of a table from one publishing to the next.

    `parts`: publication → deposit, whose rows one after another are the table; `files`: those made
    from it, as form, name, sha256, size; `finished`: when all were made. `withdrawn`, `decided_by`
    and `reason` are its tombstone, `purged` the moment when nothing was left of it.
    """

    __tablename__ = "donneesqc_deposits_version"
    __table_args__ = (UniqueConstraint("resource_id", "number"),)

    id = Column(Text, primary_key=True, default=make_uuid)
    package_id = Column(Text, nullable=False, index=True)
    resource_id = Column(Text, nullable=False)
    number = Column(Integer, nullable=False)
    deposit_id = Column(Text, ForeignKey(Deposit.id), nullable=False, unique=True)
    parts = Column(JSONB, nullable=False)
    kind = Column(Text, nullable=False)
    restored_from = Column(Integer)
    created = Column(DateTime(timezone=True), nullable=False, default=now)
    descriptor = Column(JSONB, nullable=False)
    schema = Column(Text, nullable=False, default="")
    rows = Column(BigInteger, nullable=False)
    added = Column(BigInteger)
    changed = Column(BigInteger)
    removed = Column(BigInteger)
    breaking = Column(JSONB, nullable=False, default=list)
    files = Column(JSONB, nullable=False, default=list)
    note = Column(JSONB)
    finished = Column(DateTime(timezone=True))
    withdrawn = Column(DateTime(timezone=True))
    withdrawn_by = Column(Text)
    decided_by = Column(Text, nullable=False, default="")
    reason = Column(Text, nullable=False, default="")
    purged = Column(DateTime(timezone=True))


class Mail(tk.BaseModel):
    """One e-mail to one person about one deposit: claimed before it is sent, so never sent twice."""

    __tablename__ = "donneesqc_deposits_mail"

    deposit_id = Column(Text, ForeignKey(Deposit.id), primary_key=True)
    recipient = Column(Text, primary_key=True)
    tries = Column(Integer, nullable=False, default=0)
    retry_at = Column(DateTime(timezone=True))
    claimed = Column(DateTime(timezone=True))
    sent = Column(DateTime(timezone=True))
