"""The tables of reference datasets: their entities, what follows those that are gone.

Declared in the classic style, which SQLAlchemy 1.4 (CKAN 2.11) and 2 (CKAN 2.12) both accept.
"""

from datetime import UTC, datetime

import ckan.plugins.toolkit as tk
from sqlalchemy import BigInteger, Boolean, Column, DateTime, Identity, Integer, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped


def column(*arguments: object, **options: object) -> Mapped:
    """Return a column, as what a record's attribute is to those who read it."""
    return Column(*arguments, **options)  # type: ignore[return-value, arg-type]


def now() -> datetime:
    """Return the time, UTC."""
    return datetime.now(UTC)


class EntityRecord(tk.BaseModel):
    """An entity that a reference dataset names or named: its identifier is never given again.

    `cells`: its row in the last version that had it; `first_version`, `last_version`: numbers of
    the versions between which it was there; `gone`: it isn't in the live one.
    """

    __tablename__ = "donneesqc_reference_entity"

    dataset: Mapped[str] = column(Text, primary_key=True)
    identifier: Mapped[str] = column(Text, primary_key=True)
    name: Mapped[str] = column(Text, nullable=False)
    cells: Mapped[dict[str, str]] = column(JSONB, nullable=False)
    first_version: Mapped[int] = column(Integer, nullable=False)
    last_version: Mapped[int] = column(Integer, nullable=False)
    gone: Mapped[bool] = column(Boolean, nullable=False, default=False)


class Succession(tk.BaseModel):
    """What was said, once, of what follows an entity that is gone; the last one said holds.

    `successor`: an identifier, "" for none; `status`: deduced, confirmed or refused; `evidence`: in
    words; `decided_by`: the role of who decided.
    """

    __tablename__ = "donneesqc_reference_succession"

    id: Mapped[int] = column(BigInteger, Identity(), primary_key=True)
    dataset: Mapped[str] = column(Text, nullable=False, index=True)
    identifier: Mapped[str] = column(Text, nullable=False)
    successor: Mapped[str] = column(Text, nullable=False, default="")
    status: Mapped[str] = column(Text, nullable=False)
    evidence: Mapped[str] = column(Text, nullable=False, default="")
    decided_by: Mapped[str] = column(Text, nullable=False, default="")
    user_id: Mapped[str] = column(Text, nullable=False, default="")
    at: Mapped[datetime] = column(DateTime(timezone=True), nullable=False, default=now)
