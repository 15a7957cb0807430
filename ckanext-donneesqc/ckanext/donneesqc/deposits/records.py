"""Find deposits and versions, and move a deposit from one state to the next."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import cast

from ckan import model
from ckanext.donneesqc.deposits.model import ORDER, Deposit, Step, Version, now
from ckanext.donneesqc.deposits.states import ACTIVE, UNDER_WAY, State, may_follow
from sqlalchemy import func, or_, select, text
from sqlalchemy.engine import Engine

ANNOUNCING = 0x_D0_9D  # ours among the database's advisory locks, beside that of the work


class Overtaken(Exception):  # noqa: N818 - what happened, to the one who was late
    """Somebody else moved the deposit meanwhile, or it may not go there from where it is."""


def add(deposit: Deposit) -> Deposit:
    """Keep a new deposit and its first step, to be committed by the caller."""
    model.Session.add(deposit)
    model.Session.flush()
    _note(deposit, State(deposit.state), deposit.user_id, "", {})
    return deposit


def move(
    deposit: Deposit, to: State, user_id: str = "", code: str = "", values: dict | None = None
) -> None:
    """Move a deposit to a state and commit, with all that was changed of it; raises Overtaken.

    Moving it where it is does nothing.
    """
    if deposit.state != to:
        shift(deposit, to, user_id, code, values)
        model.Session.commit()


def shift(
    deposit: Deposit, to: State, user_id: str = "", code: str = "", values: dict | None = None
) -> None:
    """Move a deposit to a state, to be committed by the caller; raises Overtaken."""
    before = State(deposit.state)
    if not may_follow(before, to):
        raise Overtaken(f"{deposit.id}: {before} -> {to}")
    model.Session.flush()
    rows = (
        model.Session.query(Deposit)
        .filter(Deposit.id == deposit.id, Deposit.state == before)
        .update(_moved(to), synchronize_session=False)
    )
    if rows != 1:
        model.Session.rollback()
        raise Overtaken(f"{deposit.id}: no longer {before}")
    model.Session.refresh(deposit)
    _note(deposit, to, user_id, code, values or {})


def _moved(to: State) -> dict:
    moved = {"state": to, "since": now(), "problem": None, "tries": 0, "retry_at": None}
    if to == State.RECEIVED:
        moved |= {"submitted": now(), "rank": ORDER.next_value()}
    return moved


def _note(deposit: Deposit, state: State, user_id: str, code: str, values: dict) -> None:
    step = Step(deposit_id=deposit.id, state=state, user_id=user_id, code=code, values=values)
    model.Session.add(step)


def get(identifier: str) -> Deposit | None:
    """Return a deposit."""
    return model.Session.get(Deposit, identifier)


def is_still(identifier: str, state: State) -> bool:
    """Return whether a deposit is in a state, as others see it now."""
    engine = cast(Engine, model.Session.get_bind())
    with engine.connect() as connection:
        asked = select(Deposit.state).where(Deposit.id == identifier)
        return connection.execute(asked).scalar() == state


def known(identifier: str) -> Deposit:
    """Return a deposit that another record names; raises LookupError when there is none."""
    found = get(identifier)
    if found is None:
        raise LookupError(identifier)
    return found


def list_deposits(
    package_ids: Sequence[str] | None, state: str, limit: int, offset: int
) -> tuple[int, list[Deposit]]:
    """Return how many deposits there are, and some of them, newest first."""
    query = model.Session.query(Deposit)
    if package_ids is not None:
        query = query.filter(Deposit.package_id.in_(package_ids))
    if state:
        query = query.filter(Deposit.state == state)
    ordered = query.order_by(Deposit.created.desc(), Deposit.id)
    return query.count(), ordered.limit(limit).offset(offset).all()


def steps_of(deposit: Deposit) -> list[Step]:
    """Return the steps of a deposit, oldest first."""
    query = model.Session.query(Step).filter(Step.deposit_id == deposit.id)
    return query.order_by(Step.id).all()


def alone(package_id: str) -> None:
    """Let nobody else announce a file for the dataset until the caller commits."""
    asked = {"space": ANNOUNCING, "name": package_id}
    statement = "SELECT pg_advisory_xact_lock(:space, hashtext(:name))"
    model.Session.execute(text(statement), asked)


def under_way(package_id: str, sha256: str, user_id: str) -> list[Deposit]:
    """Return the deposits of the same bytes that are on their way, the last first.

    Bytes that still arrive are those of the person who sends them.
    """
    return (
        model.Session.query(Deposit)
        .filter(Deposit.package_id == package_id, Deposit.sha256 == sha256)
        .filter(Deposit.state.in_(UNDER_WAY))
        .filter(or_(Deposit.state != State.RECEIVING, Deposit.user_id == user_id))
        .order_by(Deposit.created.desc())
        .all()
    )


def arriving(user_id: str) -> tuple[int, int]:
    """Return how many files of an account are announced and not whole yet, and their octets."""
    query = model.Session.query(func.count(Deposit.id), func.coalesce(func.sum(Deposit.size), 0))
    found = query.filter(Deposit.user_id == user_id, Deposit.state == State.RECEIVING).one()
    return int(found[0]), int(found[1])


def was_withdrawn(package_id: str, sha256: str) -> bool:
    """Return whether these bytes were withdrawn from the dataset."""
    query = model.Session.query(Deposit.id).filter(
        Deposit.package_id == package_id,
        Deposit.sha256 == sha256,
        Deposit.state == State.WITHDRAWN,
    )
    return query.first() is not None


def due(day: date) -> list[str]:
    """Return the packages to work on, in the order in which their deposits came."""
    moment = datetime.now(UTC)
    ready = or_(Deposit.retry_at.is_(None), Deposit.retry_at <= moment)
    announced = (Deposit.state == State.ANNOUNCED) & (Deposit.effective_date <= day)
    rows = (
        model.Session.query(Deposit.package_id)
        .filter(or_(Deposit.state.in_(ACTIVE), announced), ready)
        .order_by(Deposit.rank)
        .all()
    )
    return list(dict.fromkeys(row[0] for row in rows))


def first_active(package_id: str, day: date) -> Deposit | None:
    """Return the dataset's deposit whose turn it is."""
    announced = (Deposit.state == State.ANNOUNCED) & (Deposit.effective_date <= day)
    return (
        model.Session.query(Deposit)
        .filter(Deposit.package_id == package_id)
        .filter(or_(Deposit.state.in_(ACTIVE), announced))
        .order_by(Deposit.rank)
        .first()
    )


def versions_of(resource_id: str) -> list[Version]:
    """Return the versions of a table, newest first."""
    query = model.Session.query(Version).filter(Version.resource_id == resource_id)
    return query.order_by(Version.number.desc()).all()


def live_version(resource_id: str) -> Version | None:
    """Return the version that readers see: the last one, unless it was withdrawn."""
    query = model.Session.query(Version).filter(Version.resource_id == resource_id)
    found = query.order_by(Version.number.desc()).first()
    return found if found and found.withdrawn is None else None


def last_part(resource_id: str) -> Deposit | None:
    """Return the deposit of the live version's newest publication: the rules it was read under."""
    version = live_version(resource_id)
    parts = list(parts_of(version).values()) if version else []
    return parts[-1] if parts else None


def version_number(resource_id: str, number: int) -> Version | None:
    """Return one version of a table."""
    return (
        model.Session.query(Version)
        .filter(Version.resource_id == resource_id, Version.number == number)
        .first()
    )


def unfinished() -> list[Version]:
    """Return the versions some of whose files are still to be made, oldest first."""
    query = model.Session.query(Version).filter(
        Version.finished.is_(None), Version.withdrawn.is_(None)
    )
    return query.order_by(Version.created).all()


def parts_of(version: Version) -> dict[str, Deposit]:
    """Return the deposits whose rows make a version, by publication."""
    found = model.Session.query(Deposit).filter(Deposit.id.in_(version.parts.values())).all()
    by_id = {deposit.id: deposit for deposit in found}
    return {publication: by_id[key] for publication, key in sorted(version.parts.items())}
