"""The tables of deposits: what was sent, what became of it, what readers were shown.

Declared in the classic style, which SQLAlchemy 1.4 (CKAN 2.11) and 2 (CKAN 2.12) both accept.
"""

from datetime import UTC, date, datetime

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
from sqlalchemy.orm import Mapped

ORDER = Sequence("donneesqc_deposits_order")


def column(*arguments: object, **options: object) -> Mapped:
    """Return a column, as what a record's attribute is to those who read it."""
    return Column(*arguments, **options)  # type: ignore[return-value, arg-type]


def now() -> datetime:
    """Return the time, UTC."""
    return datetime.now(UTC)


class Deposit(tk.BaseModel):
    """One file sent for one table; `rank` is its turn, given when it has all arrived.

    `kind`: file, restore (of the version `facts["restored"]`) or withdrawal; `version`: the number
    of the one that it brought; `facts`: what the check found;
    `changes`: rows added, changed and removed; `problem`: what keeps it waiting.
    """

    __tablename__ = "donneesqc_deposits_deposit"

    id: Mapped[str] = column(Text, primary_key=True, default=make_uuid)
    package_id: Mapped[str] = column(Text, nullable=False, index=True)
    resource_id: Mapped[str] = column(Text, nullable=False, index=True)
    user_id: Mapped[str] = column(Text, nullable=False)
    kind: Mapped[str] = column(Text, nullable=False, default="file")
    state: Mapped[str] = column(Text, nullable=False, index=True)
    rank: Mapped[int | None] = column(BigInteger, unique=True)
    version: Mapped[int | None] = column(Integer)
    publication: Mapped[str] = column(Text, nullable=False, default="")
    file_name: Mapped[str] = column(Text, nullable=False, default="")
    size: Mapped[int] = column(BigInteger, nullable=False, default=0)
    sha256: Mapped[str] = column(Text, nullable=False, default="")
    source: Mapped[str] = column(Text, nullable=False, default="")  # its YAML
    schema: Mapped[str] = column(Text, nullable=False, default="")
    descriptor: Mapped[dict | None] = column(JSONB)
    recipe: Mapped[str] = column(Text, nullable=False, default="")
    origin: Mapped[dict] = column(JSONB, nullable=False, default=dict)
    facts: Mapped[dict] = column(JSONB, nullable=False, default=dict)
    changes: Mapped[dict] = column(JSONB, nullable=False, default=dict)
    breaking: Mapped[list[dict]] = column(JSONB, nullable=False, default=list)
    breaking_reason: Mapped[str] = column(Text, nullable=False, default="")
    effective_date: Mapped[date | None] = column(Date)
    problem: Mapped[dict | None] = column(JSONB)
    tries: Mapped[int] = column(Integer, nullable=False, default=0)
    retry_at: Mapped[datetime | None] = column(DateTime(timezone=True))
    created: Mapped[datetime] = column(DateTime(timezone=True), nullable=False, default=now)
    submitted: Mapped[datetime | None] = column(DateTime(timezone=True))
    since: Mapped[datetime] = column(DateTime(timezone=True), nullable=False, default=now)


class Step(tk.BaseModel):
    """One change of a deposit's state, never changed afterwards; `code`: why, if it says why."""

    __tablename__ = "donneesqc_deposits_step"

    id: Mapped[int] = column(BigInteger, Identity(), primary_key=True)
    deposit_id: Mapped[str] = column(Text, ForeignKey(Deposit.id), nullable=False, index=True)
    state: Mapped[str] = column(Text, nullable=False)
    at: Mapped[datetime] = column(DateTime(timezone=True), nullable=False, default=now)
    user_id: Mapped[str] = column(Text, nullable=False, default="")
    code: Mapped[str] = column(Text, nullable=False, default="")
    values: Mapped[dict] = column(JSONB, nullable=False, default=dict)


class Version(tk.BaseModel):
    """What readers were shown of a table from one publishing to the next.

    `parts`: publication → deposit, whose rows one after another are the table; `files`: those made
    from it, as form, name, sha256, size; `finished`: when all were made. `withdrawn`, `decided_by`
    and `reason` are its tombstone, `purged` the moment when nothing was left of it.
    """

    __tablename__ = "donneesqc_deposits_version"
    __table_args__ = (UniqueConstraint("resource_id", "number"),)

    id: Mapped[str] = column(Text, primary_key=True, default=make_uuid)
    package_id: Mapped[str] = column(Text, nullable=False, index=True)
    resource_id: Mapped[str] = column(Text, nullable=False)
    number: Mapped[int] = column(Integer, nullable=False)
    deposit_id: Mapped[str] = column(Text, ForeignKey(Deposit.id), nullable=False, unique=True)
    parts: Mapped[dict[str, str]] = column(JSONB, nullable=False)
    kind: Mapped[str] = column(Text, nullable=False)
    restored_from: Mapped[int | None] = column(Integer)
    created: Mapped[datetime] = column(DateTime(timezone=True), nullable=False, default=now)
    descriptor: Mapped[dict] = column(JSONB, nullable=False)
    schema: Mapped[str] = column(Text, nullable=False, default="")
    rows: Mapped[int] = column(BigInteger, nullable=False)
    added: Mapped[int | None] = column(BigInteger)
    changed: Mapped[int | None] = column(BigInteger)
    removed: Mapped[int | None] = column(BigInteger)
    breaking: Mapped[list[dict]] = column(JSONB, nullable=False, default=list)
    files: Mapped[list[dict]] = column(JSONB, nullable=False, default=list)
    note: Mapped[dict | None] = column(JSONB)
    finished: Mapped[datetime | None] = column(DateTime(timezone=True))
    withdrawn: Mapped[datetime | None] = column(DateTime(timezone=True))
    withdrawn_by: Mapped[str | None] = column(Text)
    decided_by: Mapped[str] = column(Text, nullable=False, default="")
    reason: Mapped[str] = column(Text, nullable=False, default="")
    purged: Mapped[datetime | None] = column(DateTime(timezone=True))


class Mail(tk.BaseModel):
    """One e-mail to a person about a deposit: claimed before it is sent, so never sent twice."""

    __tablename__ = "donneesqc_deposits_mail"

    deposit_id: Mapped[str] = column(Text, ForeignKey(Deposit.id), primary_key=True)
    recipient: Mapped[str] = column(Text, primary_key=True)
    tries: Mapped[int] = column(Integer, nullable=False, default=0)
    retry_at: Mapped[datetime | None] = column(DateTime(timezone=True))
    claimed: Mapped[datetime | None] = column(DateTime(timezone=True))
    sent: Mapped[datetime | None] = column(DateTime(timezone=True))
