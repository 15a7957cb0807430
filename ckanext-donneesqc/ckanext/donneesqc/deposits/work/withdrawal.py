"""Erase a version that should never have been published, and leave a tombstone.

What is decided is written down first; erasing can then be done again until nothing is left.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib.uploader import ResourceUpload
from ckan.types import Context
from ckanext.donneesqc.deposits import records, shown, store
from ckanext.donneesqc.deposits.errors import refusal
from ckanext.donneesqc.deposits.model import Deposit, Version, now
from ckanext.donneesqc.deposits.signals import ERASED
from ckanext.donneesqc.deposits.states import PUBLISHED, UNDER_WAY, State, may_follow
from ckanext.donneesqc.deposits.table import staging, swap
from ckanext.donneesqc.deposits.work import activities, dataset
from ckanext.donneesqc.deposits.work.clean import forget_words
from ckanext.donneesqc.deposits.work.lock import dataset_lock
from ckanext.donneesqc.deposits.work.restoring import restoring

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Decision:
    """Why a version is withdrawn, who decided it, and whose account did it."""

    reason: str
    decided_by: str
    user_id: str


def withdraw(version: Version, decision: Decision) -> dict:
    """Erase a version and those made of the same rows; return what was done.

    Raises ValidationError when a worker has been at the dataset for a minute.
    """
    package_id, table = version.package_id, version.resource_id
    with dataset_lock(package_id, patience=60) as taken:
        if not taken:
            raise refusal("deposit-busy")
        targets = _targets(version)
        affected = _affected(package_id, {target.id for target in targets})
        before = records.live_version(table)
        _write_tombstones(affected, decision)
        _end(affected, targets, decision)
        follows = _fall_back(before, affected, targets, decision)
        model.Session.commit()  # from here on it is decided, whatever stops us
        purge(package_id)
    log.info("Versions %s of %s withdrawn", [item.number for item in affected], table)
    return {
        "number": version.number,
        "also": sorted(
            item.number
            for item in affected
            if item.resource_id == table and item.number != version.number
        ),
        "withdrawn": {
            "at": shown.moment(version.withdrawn),
            "reason": decision.reason,
            "decided_by": decision.decided_by,
        },
        "live": _live_after(before, affected),
        "deposit": follows,
        "remaining": [item.number for item in records.versions_of(table) if item.withdrawn is None],
        "still_in": _elsewhere(package_id, targets, decision.user_id),
    }


def _targets(version: Version) -> list[Deposit]:
    """Return the deposits that a version brought, and the others of the same bytes.

    A version that was brought back is what it was the first time.
    """
    first: Version | None = version
    while first and first.restored_from is not None:
        version, first = first, records.version_number(first.resource_id, first.restored_from)
    brought = records.known((first or version).deposit_id)
    if brought.kind != "file":
        brought = next(iter(records.parts_of(version).values()))
    return (
        model.Session.query(Deposit)
        .filter(Deposit.package_id == version.package_id, Deposit.sha256 == brought.sha256)
        .filter(Deposit.state.notin_([State.CANCELLED, State.WITHDRAWN]))
        .all()
    )


def _affected(package_id: str, targets: set[str]) -> list[Version]:
    query = model.Session.query(Version).filter(
        Version.package_id == package_id, Version.withdrawn.is_(None)
    )
    return [item for item in query if targets & set(item.parts.values())]


def _write_tombstones(affected: list[Version], decision: Decision) -> None:
    for version in affected:
        version.withdrawn = now()
        version.withdrawn_by = decision.user_id
        version.decided_by = decision.decided_by
        version.reason = decision.reason


def _end(affected: list[Version], targets: list[Deposit], decision: Decision) -> None:
    """Bring the deposits to their last state, those that restore the same rows with them."""
    made = [records.known(version.deposit_id) for version in affected]
    restored = [deposit for deposit in made if deposit.kind != "file"]
    coming = _coming({target.id for target in targets})
    for deposit in {item.id: item for item in (*targets, *restored, *coming)}.values():
        state = State(deposit.state)
        final = next(to for to in (State.WITHDRAWN, State.CANCELLED) if may_follow(state, to))
        records.shift(deposit, final, decision.user_id)


def _coming(targets: set[str]) -> list[Deposit]:
    """Return the deposits that would bring the rows of these ones back."""
    query = model.Session.query(Deposit).filter(
        Deposit.kind != "file", Deposit.state.in_(UNDER_WAY)
    )
    return [item for item in query if targets & set(item.facts.get("parts", {}).values())]


def purge(package_id: str) -> None:
    """Erase all that is left of the dataset's withdrawn versions; harmless when nothing is."""
    gone = (
        model.Session.query(Version)
        .filter(Version.package_id == package_id)
        .filter(Version.withdrawn.isnot(None), Version.purged.is_(None))
        .all()
    )
    deposits = (
        model.Session.query(Deposit)
        .filter(Deposit.package_id == package_id)
        .filter(Deposit.state.in_([State.WITHDRAWN, State.CANCELLED]))
        .all()
    )
    marks = {version.deposit_id for version in gone}
    for table in {version.resource_id for version in gone}:
        if swap.live_mark(table) in marks:
            swap.drop(table)
    kept = _hashes(_kept(package_id))
    made = _hashes(gone) - kept
    for deposit in deposits:
        staging.discard(deposit.resource_id, deposit.id)
        store.forget_deposit(package_id, deposit.id)
    store.forget(*(store.derived(package_id, sha256) for sha256 in made))
    sent = {deposit.sha256 for deposit in deposits if deposit.state == State.WITHDRAWN}
    hashes = made | (sent - {""} - kept)
    _clear_dataset(package_id, hashes)
    activities.forget_files(package_id, hashes)
    for deposit in deposits:
        forget_words(deposit)
    for version in gone:
        version.purged = now()
        version.files = version.breaking = []
        version.descriptor, version.note = {"fields": []}, None
    model.Session.commit()
    ERASED.send(package_id)


def purge_left() -> None:
    """Finish what a withdrawal that was cut left to erase."""
    waiting = model.Session.query(Version.package_id).filter(
        Version.withdrawn.isnot(None), Version.purged.is_(None)
    )
    for (package_id,) in waiting.distinct().all():
        with dataset_lock(package_id) as taken:
            if taken:
                purge(package_id)


def _kept(package_id: str) -> list[Version]:
    """Return the versions that readers keep: a file that is theirs too isn't erased."""
    query = model.Session.query(Version).filter(Version.package_id == package_id)
    return query.filter(Version.withdrawn.is_(None)).all()


def _hashes(versions: Iterable[Version]) -> set[str]:
    return {file["sha256"] for version in versions for file in version.files}


def _clear_dataset(package_id: str, hashes: set[str]) -> None:
    """Take the files of these contents off the dataset, with what was said of their cells."""
    erased = _unlink(package_id, hashes)
    package = tk.get_action("package_show")(dataset.site_context(), {"id": package_id})
    kept, changed = [], False
    for item in package["resources"]:
        if item["id"] not in erased and item.get("hash") not in hashes:
            kept.append(item)
            continue
        changed = True
        if item.get("role") == dataset.NORMALIZED:
            kept.append(_emptied(package, item))
    if changed:
        tk.get_action("package_update")(dataset.site_context(), {**package, "resources": kept})


def _unlink(package_id: str, hashes: set[str]) -> set[str]:
    """Erase the dataset's files of these contents, deleted resources' too; return whose they were.

    What the resource says of its file doesn't count: it can be edited.
    """
    resources = model.Session.query(model.Resource.id).filter_by(package_id=package_id)
    erased = set()
    for (identifier,) in resources:
        path = Path(ResourceUpload({}).get_path(identifier))
        if path.is_file() and store.sha256_of(path) in hashes:
            path.unlink()
            erased.add(identifier)
    return erased


def _emptied(package: dict, item: dict) -> dict:
    address = tk.h.url_for("donneesqc_deposits.versions", name=package["name"], qualified=True)
    empty = {"url": address, "url_type": "", "hash": "", "taille_entier": "0", "size": None}
    return {**item, **empty, "datastore_active": False}


def _fall_back(
    before: Version | None,
    affected: list[Version],
    targets: list[Deposit],
    decision: Decision,
) -> str | None:
    """Bring back what readers had before the withdrawn rows, when they had some."""
    if before is None or before.id not in {version.id for version in affected}:
        return None
    erased = {target.id for target in targets}
    older = [item for item in records.versions_of(before.resource_id) if item.withdrawn is None]
    parts = {}
    for publication, key in before.parts.items():
        found = key if key not in erased else _earlier(publication, older)
        if found:
            parts[publication] = found
    if not parts:
        return None
    deposit = records.add(restoring(before, parts, decision.user_id, "withdrawal"))
    records.shift(deposit, State.RECEIVED, decision.user_id)
    return deposit.id


def _earlier(publication: str, older: Iterable[Version]) -> str | None:
    return next((item.parts[publication] for item in older if publication in item.parts), None)


def _live_after(before: Version | None, affected: list[Version]) -> int | None:
    if before is None or before.id in {version.id for version in affected}:
        return None
    return before.number


def _elsewhere(package_id: str, targets: list[Deposit], user_id: str) -> list[str]:
    """Return the names of the other datasets in which the same files are, of those one may see."""
    rows = (
        model.Session.query(model.Package.name)
        .join(Deposit, Deposit.package_id == model.Package.id)
        .filter(Deposit.sha256.in_([target.sha256 for target in targets]))
        .filter(Deposit.package_id != package_id, Deposit.state.in_(PUBLISHED))
        .distinct()
    )
    return sorted(row[0] for row in rows if _may_see(user_id, row[0]))


def _may_see(user_id: str, name: str) -> bool:
    user = model.User.get(user_id)
    asking = Context(user=user.name if user else "", auth_user_obj=user)
    try:
        return tk.check_access("package_show", asking, {"id": name})
    except tk.NotAuthorized:
        return False
