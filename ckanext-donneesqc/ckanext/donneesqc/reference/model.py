"""The tables of reference datasets: the sets, their entities, what follows those that are gone.

Declared in the classic style, which SQLAlchemy 1.4 (CKAN 2.11) and 2 (CKAN 2.12) both accept.
"""

from datetime import UTC, datetime
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.model import Package
from sqlalchemy import BigInteger, Boolean, Column, DateTime, ForeignKey, Identity, Integer, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, deferred, foreign, relationship

DEDUCED, CONFIRMED, REFUSED = "deduced", "confirmed", "refused"


def column(*arguments: object, **options: object) -> Mapped:
    """Return a column, as what a record's attribute is to those who read it."""
    return Column(*arguments, **options)  # type: ignore[return-value, arg-type]


def now() -> datetime:
    """Return the time, UTC."""
    return datetime.now(UTC)


class ReferenceSet(tk.BaseModel):
    """A dataset that others refer to; its `name`, in the addresses, is never another's.

    `said`: what its publisher declares (see the action), but for `names`; `columns`: those of its
    table, each with its name, its title, whether it holds numbers; `resource_id`: of that table;
    `newest`: the vintage of today's entities; `mark` changes with them.
    """

    __tablename__ = "donneesqc_reference_set"

    name: Mapped[str] = column(Text, primary_key=True)
    package_id: Mapped[str] = column(Text, nullable=False, unique=True)
    said: Mapped[dict] = column(JSONB, nullable=False)
    names: Mapped[list[dict[str, str]]] = deferred(column(JSONB, nullable=False, default=list))
    columns: Mapped[list[dict[str, Any]]] = column(JSONB, nullable=False, default=list)
    resource_id: Mapped[str] = column(Text, nullable=False, default="")
    newest: Mapped[str] = column(Text, nullable=False, default="")
    mark: Mapped[str] = column(Text, nullable=False, default="")
    refreshed: Mapped[datetime | None] = column(DateTime(timezone=True))
    # read with it: every page of a set asks whether its reader may see the dataset
    package: Mapped[Package | None] = relationship(
        Package,
        primaryjoin=lambda: foreign(ReferenceSet.package_id) == Package.id,
        lazy="joined",
        viewonly=True,
    )


class EntityRecord(tk.BaseModel):
    """An entity that a set names or named: its identifier is never given again.

    `cells`: its row in the newest vintage that has it, empty when readers see none;
    `first_vintage`, `last_vintage`: between which it is or was there; `gone`: the newest has it no
    more; `geometry`: GeoJSON, "" for none.
    """

    __tablename__ = "donneesqc_reference_entity"

    set_name: Mapped[str] = column(Text, ForeignKey(ReferenceSet.name), primary_key=True)
    identifier: Mapped[str] = column(Text, primary_key=True)
    name: Mapped[str] = column(Text, nullable=False)
    cells: Mapped[dict[str, str]] = column(JSONB, nullable=False)
    first_vintage: Mapped[str] = column(Text, nullable=False)
    last_vintage: Mapped[str] = column(Text, nullable=False)
    gone: Mapped[bool] = column(Boolean, nullable=False)
    geometry: Mapped[str] = deferred(column(Text, nullable=False, default=""))


class Recheck(tk.BaseModel):
    """What was found of a table of others that refers to a set, when the set last changed.

    `columns`: those of the key, by commas; `naming`: the one that holds identifiers, "" for none;
    `unknown`: how many of its keys the set doesn't have, `samples`: the first ones; `mark`: that of
    the set then.
    """

    __tablename__ = "donneesqc_reference_recheck"

    set_name: Mapped[str] = column(Text, ForeignKey(ReferenceSet.name), primary_key=True)
    resource_id: Mapped[str] = column(Text, primary_key=True)
    columns: Mapped[str] = column(Text, primary_key=True)
    package_id: Mapped[str] = column(Text, nullable=False, index=True)
    naming: Mapped[str] = column(Text, nullable=False)
    at: Mapped[datetime] = column(DateTime(timezone=True), nullable=False)
    mark: Mapped[str] = column(Text, nullable=False)
    unknown: Mapped[int] = column(Integer, nullable=False)
    samples: Mapped[list[str]] = column(JSONB, nullable=False)


class Succession(tk.BaseModel):
    """What was said, once, of what follows an entity that is gone; the last one said holds.

    `successor`: an identifier, "" for none; `status`: deduced, confirmed or refused; `evidence`: in
    words; `user_id`: who decided, "" for what was deduced.
    """

    __tablename__ = "donneesqc_reference_succession"

    id: Mapped[int] = column(BigInteger, Identity(), primary_key=True)
    set_name: Mapped[str] = column(Text, ForeignKey(ReferenceSet.name), nullable=False)
    identifier: Mapped[str] = column(Text, nullable=False)
    successor: Mapped[str] = column(Text, nullable=False)
    status: Mapped[str] = column(Text, nullable=False)
    evidence: Mapped[str] = column(Text, nullable=False)
    user_id: Mapped[str] = column(Text, nullable=False)
    at: Mapped[datetime] = column(DateTime(timezone=True), nullable=False, default=now)


class ErrorReport(tk.BaseModel):
    """An error that a reader reports; `sender`: a mark of theirs; `sent`: when a steward knew."""

    __tablename__ = "donneesqc_reference_report"

    id: Mapped[int] = column(BigInteger, Identity(), primary_key=True)
    set_name: Mapped[str] = column(Text, ForeignKey(ReferenceSet.name), nullable=False)
    identifier: Mapped[str] = column(Text, nullable=False)
    words: Mapped[str] = column(Text, nullable=False)
    answer_to: Mapped[str] = column(Text, nullable=False)
    sender: Mapped[str] = column(Text, nullable=False)
    at: Mapped[datetime] = column(DateTime(timezone=True), nullable=False, default=now)
    sent: Mapped[datetime | None] = column(DateTime(timezone=True))
