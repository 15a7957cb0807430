"""The table of maps: what was made of each resource's file, or why nothing was.

Declared in the classic style, which SQLAlchemy 1.4 (CKAN 2.11) and 2 (CKAN 2.12) both accept.
"""

from datetime import UTC, datetime
from enum import StrEnum

import ckan.plugins.toolkit as tk
from sqlalchemy import Column, DateTime, Integer, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped


class State(StrEnum):
    """Whether a map can be seen: it is being made, it can, or there is none and `reason` why."""

    WAITING = "waiting"
    READY = "ready"
    NONE = "none"


def column(*arguments: object, **options: object) -> Mapped:
    """Return a column, as what a record's attribute is to those who read it."""
    return Column(*arguments, **options)  # type: ignore[return-value, arg-type]


def now() -> datetime:
    """Return the time, UTC."""
    return datetime.now(UTC)


class Map(tk.BaseModel):
    """The map of one resource.

    `mark` names the state of the resource's file that the map is of, and the folder of its files;
    `layers`: what `pipelines.geo` says of each; `reason`: code and values of a sentence.
    """

    __tablename__ = "donneesqc_geo_map"

    resource_id: Mapped[str] = column(Text, primary_key=True)
    package_id: Mapped[str] = column(Text, nullable=False, index=True)
    mark: Mapped[str] = column(Text, nullable=False)
    state: Mapped[str] = column(Text, nullable=False)
    reason: Mapped[dict | None] = column(JSONB)
    layers: Mapped[list[dict]] = column(JSONB, nullable=False, default=list)
    tries: Mapped[int] = column(Integer, nullable=False, default=0)
    asked: Mapped[datetime] = column(DateTime(timezone=True), nullable=False, default=now)
    finished: Mapped[datetime | None] = column(DateTime(timezone=True))
