"""The tables of the certification: where each set stands, what was seen, what was done."""

from datetime import date, datetime

import ckan.plugins.toolkit as tk
from ckanext.donneesqc.reference.model import ReferenceSet, column, now
from sqlalchemy import BigInteger, Boolean, Date, DateTime, ForeignKey, Identity, LargeBinary, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped

SET = f"{ReferenceSet.__tablename__}.name"


class Certification(tk.BaseModel):
    """Where a set stands; see `pipelines.certification.states.Standing` for the days.

    `failing`: the tests that fail, each with the first day since which it does.
    """

    __tablename__ = "donneesqc_reference_certification"

    set_name: Mapped[str] = column(Text, ForeignKey(SET), primary_key=True)
    state: Mapped[str] = column(Text, nullable=False)
    since: Mapped[datetime] = column(DateTime(timezone=True), nullable=False, default=now)
    certified_on: Mapped[date | None] = column(Date)
    failing: Mapped[dict[str, str]] = column(JSONB, nullable=False, default=dict)
    suspended_on: Mapped[date | None] = column(Date)
    by_hand: Mapped[bool] = column(Boolean, nullable=False, default=False)


class Run(tk.BaseModel):
    """One putting of a set to all the tests, never changed afterwards; `at`: when it began.

    `answer`: version, files, results, as `python -m pipelines.certification` wrote them, but for
    the `samples` of each test, by its code: they quote cells, and go when the data is erased.
    """

    __tablename__ = "donneesqc_reference_run"

    id: Mapped[int] = column(BigInteger, Identity(), primary_key=True)
    set_name: Mapped[str] = column(Text, ForeignKey(SET), nullable=False, index=True)
    at: Mapped[datetime] = column(DateTime(timezone=True), nullable=False, default=now)
    passed: Mapped[bool] = column(Boolean, nullable=False)
    answer: Mapped[dict] = column(JSONB, nullable=False)
    samples: Mapped[dict[str, list[str]]] = column(JSONB, nullable=False, default=dict)


class Entry(tk.BaseModel):
    """One line of the public log, which holds the hash of the one before."""

    __tablename__ = "donneesqc_reference_entry"

    id: Mapped[int] = column(BigInteger, Identity(), primary_key=True)
    entry: Mapped[dict] = column(JSONB, nullable=False)
    previous: Mapped[str] = column(Text, nullable=False, unique=True)
    own: Mapped[str] = column(Text, nullable=False, unique=True)


class Attested(tk.BaseModel):
    """What a signed-in person declared in their role, on a day, with a document."""

    __tablename__ = "donneesqc_reference_attestation"

    id: Mapped[int] = column(BigInteger, Identity(), primary_key=True)
    set_name: Mapped[str] = column(Text, ForeignKey(SET), nullable=False, index=True)
    subject: Mapped[str] = column(Text, nullable=False)
    role: Mapped[str] = column(Text, nullable=False)
    day: Mapped[date] = column(Date, nullable=False)
    document: Mapped[str] = column(Text, nullable=False)
    user_id: Mapped[str] = column(Text, nullable=False)


class ProbeDay(tk.BaseModel):
    """The probes of a day, five minutes by five minutes; `kind`: files or api."""

    __tablename__ = "donneesqc_reference_probe_day"

    set_name: Mapped[str] = column(Text, ForeignKey(SET), primary_key=True)
    kind: Mapped[str] = column(Text, primary_key=True)
    day: Mapped[date] = column(Date, primary_key=True)
    slots: Mapped[bytes] = column(LargeBinary, nullable=False)
