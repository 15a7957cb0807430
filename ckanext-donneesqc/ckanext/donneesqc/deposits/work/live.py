"""staged → live: put the loaded table in the place of the one that readers see, and say so."""

from ckan import model
from ckan.lib.search import rebuild
from ckanext.donneesqc.deposits import records, store
from ckanext.donneesqc.deposits.identity import is_of_another
from ckanext.donneesqc.deposits.model import Deposit, Version
from ckanext.donneesqc.deposits.states import State
from ckanext.donneesqc.deposits.table import staging, swap
from ckanext.donneesqc.deposits.work import dataset
from ckanext.donneesqc.deposits.work.parts import Composition, aligned, compose

from pipelines.derive.csv import write_csv


def go_live(deposit: Deposit) -> None:
    """Make the staged version the one that readers see; each piece is done once, whatever stops us.

    A table that is neither staged nor live any more is loaded again, or one that another dataset
    took.
    """
    known = staging.is_staged(deposit.resource_id, deposit.id)
    absent = not known and swap.live_mark(deposit.resource_id) != deposit.id
    if absent or is_of_another(deposit):
        records.move(deposit, State.CHECKED)
        return
    version = _version_of(deposit) or _add_version(deposit, compose(deposit))
    swap.swap(deposit.resource_id, deposit.id)
    dataset.show(deposit, version)
    if deposit.tries:  # what was committed before the search engine failed isn't indexed
        rebuild(deposit.package_id)
    for replaced in _replaced(deposit, version):
        records.move(replaced, State.REPLACED)
    deposit.version = version.number
    records.move(deposit, State.LIVE)


def _version_of(deposit: Deposit) -> Version | None:
    return model.Session.query(Version).filter(Version.deposit_id == deposit.id).first()


def _add_version(deposit: Deposit, made: Composition) -> Version:
    """Write down the next version, with the CSV file that readers download."""
    known = records.versions_of(deposit.resource_id)
    version = Version(
        package_id=deposit.package_id,
        resource_id=deposit.resource_id,
        number=known[0].number + 1 if known else 1,
        deposit_id=deposit.id,
        parts={name: part.id for name, part in made.parts.items()},
        kind=deposit.kind,
        restored_from=deposit.facts["restored"] if deposit.kind == "restore" else None,
        descriptor=made.descriptor,
        schema=made.schema,
        rows=made.rows,
        breaking=deposit.breaking,
        files=[_csv(deposit, made)],
        **deposit.changes,
    )
    model.Session.add(version)
    model.Session.flush()
    return version


def _csv(deposit: Deposit, made: Composition) -> dict:
    folder = store.scratch(deposit.package_id, "live")
    path = folder / "table.csv"
    write_csv(aligned(made, folder), path)
    sha256, size = store.keep_derived(deposit.package_id, path)
    store.forget(folder)
    return {"form": "csv", "sha256": sha256, "size": size}


def _replaced(deposit: Deposit, version: Version) -> list[Deposit]:
    """Return the deposits that were live and of which this version shows nothing."""
    return (
        model.Session.query(Deposit)
        .filter(Deposit.resource_id == deposit.resource_id, Deposit.state == State.LIVE)
        .filter(Deposit.id.notin_(version.parts.values()))
        .all()
    )
