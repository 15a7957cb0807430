"""Send a file, follow it, cancel it."""

from datetime import timedelta

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import ActionResult, Context, DataDict
from ckanext.donneesqc.deposits import arrivals, config, records, schema, shown, store, tables
from ckanext.donneesqc.deposits.accounts import account_id, account_of, same_account
from ckanext.donneesqc.deposits.errors import refusal
from ckanext.donneesqc.deposits.model import Deposit
from ckanext.donneesqc.deposits.rules import find_unchanged, recipe_of
from ckanext.donneesqc.deposits.signals import notice_days
from ckanext.donneesqc.deposits.states import ACTIVE, State
from ckanext.donneesqc.deposits.table import swap
from ckanext.donneesqc.deposits.work.check import today
from ckanext.donneesqc.deposits.work.clean import clean
from ckanext.donneesqc.deposits.work.lock import dataset_lock

from pipelines.sources import Source, UnknownSource, load_source, read_source

MOST_ARRIVING = 100  # of one account, at once
LARGEST_ARRIVING = 10  # times the largest file, all of them together

__all__ = [
    "donneesqc_deposit_cancel",
    "donneesqc_deposit_create",
    "donneesqc_deposit_list",
    "donneesqc_deposit_part_add",
    "donneesqc_deposit_resume",
    "donneesqc_deposit_show",
    "donneesqc_deposit_submit",
]


@tk.validate_action_data(schema.deposit_create)
def donneesqc_deposit_create(context: Context, data_dict: DataDict) -> ActionResult.AnyDict:
    """Announce a file for a dataset's table, before any of it is sent.

    :param dataset: the name or id of the dataset
    :param file_name: the file's name
    :param size: its size in octets
    :param sha256: its SHA-256, in hexadecimal
    :param resource: the table's title or id, when the dataset has several
    :param new_table: the title of a table to add to the dataset, in place of `resource`
    :param publication: which issue of its source the file is, when the file doesn't say
    :param schema: the name of one of the portal's schemas
    :param table_schema: or else a Table Schema; with neither, that of the live version is kept
    :param source: the YAML of the dataset's source, when it isn't the portal's own
    :param origin: where the file is from, as the dataset's page shows it
    :param breaking_reason: why columns that readers have are removed, renamed or narrowed
    :param effective_date: from which day on, AAAA-MM-JJ
    :returns: `state` unchanged and the live `version` when readers have these very bytes already:
        nothing is written then; otherwise the deposit's `id`, its `state`, how many octets the
        portal has `received` and the `part_size` in which to send the others

    Raises ValidationError with a `code` among its fields: deposit-empty, deposit-too-large,
    deposit-too-many, deposit-withdrawn, deposit-which-table, deposit-no-table, deposit-too-soon.
    """
    tk.check_access("donneesqc_deposit_create", context, data_dict)
    package = tk.get_action("package_show")(same_account(context), {"id": data_dict["dataset"]})
    _refuse_size(data_dict["size"])
    records.alone(package["id"])  # until it is committed
    deposit = _asked(context, package, data_dict)
    unchanged = find_unchanged(deposit)
    if unchanged:
        address = tk.h.url_for("dataset.read", id=package["name"], qualified=True)
        return {"state": "unchanged", "version": unchanged.number, "address": address}
    if records.was_withdrawn(package["id"], deposit.sha256):
        raise refusal("deposit-withdrawn")
    known = _known(deposit) or _added(deposit)
    model.Session.commit()
    return {
        "id": known.id,
        "state": known.state,
        "received": arrivals.received(known),
        "part_size": config.part_size(),
    }


@tk.validate_action_data(schema.part_add)
def donneesqc_deposit_part_add(context: Context, data_dict: DataDict) -> ActionResult.AnyDict:
    """Send a part of a file that was announced.

    :param id: what `donneesqc_deposit_create` answered
    :param offset: the place of the part's first octet: how many the portal has
    :param upload: the part
    :returns: the deposit's `id`, its `state`, how many octets the portal has `received`

    Raises ValidationError with the code deposit-offset when the portal has another number of
    octets, `received`; deposit-too-much when there are more than were announced.
    """
    deposit = _granted(context, data_dict, "donneesqc_deposit_part_add")
    if deposit.state == State.RECEIVING:
        stream = getattr(data_dict["upload"], "stream", None)
        if stream is None:
            raise tk.ValidationError({"upload": [tk._("Choose a file.")]})
        try:
            arrivals.add_part(deposit, data_dict["offset"], stream)
        except arrivals.OtherOffset as other:
            raise refusal("deposit-offset", received=other.args[0]) from other
        except arrivals.TooMuch as reason:
            raise refusal("deposit-too-much") from reason
    return {"id": deposit.id, "state": deposit.state, "received": arrivals.received(deposit)}


@tk.validate_action_data(schema.deposit_named)
def donneesqc_deposit_submit(context: Context, data_dict: DataDict) -> ActionResult.AnyDict:
    """Say that a file is there: from now on the portal works on it by itself.

    :param id: the deposit
    :returns: the deposit, as `donneesqc_deposit_show` shows it

    Submitting twice is submitting once. Raises ValidationError with the code deposit-incomplete or
    deposit-hash; in the latter case, what was sent is thrown away and may be sent again.
    """
    deposit = _granted(context, data_dict, "donneesqc_deposit_submit")
    if deposit.state == State.RECEIVING:
        _take_in(deposit)
        records.move(deposit, State.RECEIVED, user_id=account_id(context))
    return shown.deposit(deposit)


@tk.side_effect_free
@tk.validate_action_data(schema.deposit_named)
def donneesqc_deposit_show(context: Context, data_dict: DataDict) -> ActionResult.AnyDict:
    """Show where a deposit is, what it did on the way, and its report when asked.

    :param id: the deposit
    :param include_report: with the report of its check
    """
    deposit = _granted(context, data_dict, "donneesqc_deposit_show")
    return shown.deposit(deposit, steps=True, report=data_dict["include_report"])


@tk.side_effect_free
@tk.validate_action_data(schema.deposit_list)
def donneesqc_deposit_list(context: Context, data_dict: DataDict) -> ActionResult.AnyDict:
    """List the deposits of a dataset, or of all those that the account may write to.

    :param dataset: the name or id of the dataset
    :param state: those in this state alone
    :param limit: how many to list (20; 100 at most)
    :param offset: how many to skip
    :returns: `count` and `results`, newest first
    """
    tk.check_access("donneesqc_deposit_list", context, data_dict)
    chosen = _chosen_datasets(context, data_dict["dataset"])
    count, found = records.list_deposits(
        chosen, data_dict["state"], data_dict["limit"], data_dict["offset"]
    )
    return {"count": count, "results": [shown.deposit(deposit) for deposit in found]}


@tk.validate_action_data(schema.deposit_named)
def donneesqc_deposit_resume(context: Context, data_dict: DataDict) -> ActionResult.AnyDict:
    """Try a deposit that waits again, at once.

    :param id: the deposit
    """
    deposit = _granted(context, data_dict, "donneesqc_deposit_resume")
    if deposit.state in ACTIVE:
        deposit.retry_at = None
        model.Session.commit()
    return shown.deposit(deposit)


@tk.validate_action_data(schema.deposit_named)
def donneesqc_deposit_cancel(context: Context, data_dict: DataDict) -> ActionResult.AnyDict:
    """Give up a deposit that readers don't see yet; its file and report are erased.

    :param id: the deposit

    Raises ValidationError with the code deposit-not-cancellable when readers see it.
    """
    deposit = _granted(context, data_dict, "donneesqc_deposit_cancel")
    try:
        if deposit.state == State.STAGED:
            _cancel_staged(context, deposit)
        else:
            records.move(deposit, State.CANCELLED, user_id=account_id(context))
    except records.Overtaken as reason:
        raise refusal("deposit-not-cancellable") from reason
    clean(deposit)
    return shown.deposit(deposit)


def _cancel_staged(context: Context, deposit: Deposit) -> None:
    """Cancel while no worker is at it, unless readers see the table already."""
    with dataset_lock(deposit.package_id) as free:
        if not free or swap.live_mark(deposit.resource_id) == deposit.id:
            raise records.Overtaken(deposit.id)
        records.move(deposit, State.CANCELLED, user_id=account_id(context))


def _refuse_size(size: int) -> None:
    if not size:
        raise refusal("deposit-empty")
    if size > config.max_size():
        raise refusal("deposit-too-large", size=config.max_size() // config.MEGABYTE)


def _added(deposit: Deposit) -> Deposit:
    """Keep a new deposit, unless its account has begun too many that it doesn't finish."""
    count, octets = records.arriving(deposit.user_id)
    if count >= MOST_ARRIVING:
        raise refusal("deposit-too-many", count=MOST_ARRIVING)
    most = LARGEST_ARRIVING * config.max_size()
    if octets + deposit.size > most:
        raise refusal("deposit-unfinished-size", size=most // config.MEGABYTE)
    return records.add(deposit)


def _asked(context: Context, package: dict, data_dict: DataDict) -> Deposit:
    """Return the deposit that is asked for, not kept yet."""
    table = _table(package, data_dict)
    source = _source(package["name"], data_dict["source"], table)
    schema, descriptor = data_dict["schema"], data_dict["table_schema"]
    if not (source or schema or descriptor):
        schema, descriptor = _declared(table)
    return Deposit(
        package_id=package["id"],
        resource_id=table,
        user_id=account_id(context),
        state=State.RECEIVING,
        source=source.text if source else "",
        schema="" if source else schema,
        descriptor=None if source else descriptor,
        recipe=recipe_of(source, schema, descriptor),
        origin={**(data_dict["origin"] or {}), "table_title": data_dict["new_table"]},
        breaking_reason=data_dict["breaking_reason"].strip(),
        effective_date=_effective(package["id"], data_dict),
        **{name: data_dict[name] for name in ("file_name", "size", "sha256", "publication")},
    )


def _table(package: dict, data_dict: DataDict) -> str:
    if data_dict["new_table"]:
        return tables.new_table(package["id"], data_dict["new_table"])
    try:
        found = tables.find_table(package, data_dict["resource"])
        return found or tables.new_table(package["id"])
    except tables.Several as several:
        raise refusal("deposit-which-table", known=", ".join(several.args[0])) from several
    except tables.Unknown as unknown:
        named, known = data_dict["resource"], ", ".join(unknown.args[0])
        raise refusal("deposit-no-table", name=named, known=known) from unknown


def _source(name: str, sent: str, table: str) -> Source | None:
    """Return the dataset's source: the one sent, else ours, else the live version's; or none."""
    if sent:
        return read_source(sent, name)
    try:
        return load_source(name)
    except UnknownSource:
        known = records.last_part(table)
        return read_source(known.source, name) if known and known.source else None


def _declared(table: str) -> tuple[str, dict | None]:
    """Return what the live version was deposited under: the name of a schema, a Table Schema."""
    known = records.last_part(table)
    return (known.schema, known.descriptor) if known else ("", None)


def _effective(package_id: str, data_dict: DataDict):
    """Return from which day on a breaking change takes place: readers are told ahead."""
    if not data_dict["breaking_reason"].strip():
        return None
    days = notice_days(package_id)
    earliest = today() + timedelta(days=days)
    wanted = data_dict["effective_date"] or earliest
    if wanted < earliest:
        raise refusal("deposit-too-soon", date=earliest.isoformat(), days=days)
    return wanted


def _known(deposit: Deposit) -> Deposit | None:
    """Return the same deposit when it is under way already."""
    found = records.under_way(deposit.package_id, deposit.sha256, deposit.user_id)
    same = (
        "resource_id", "publication", "recipe", "file_name", "breaking_reason", "effective_date"
    )  # fmt: skip
    for other in found:
        if all(getattr(other, name) == getattr(deposit, name) for name in same):
            return other
    return None


def _take_in(deposit: Deposit) -> None:
    received = arrivals.received(deposit)
    kept = store.raw(deposit.package_id, deposit.id).exists()
    if not kept and received < deposit.size:
        raise refusal("deposit-incomplete", received=received, size=deposit.size)
    if arrivals.whole(deposit) is None:
        store.forget(store.arrival(deposit.package_id, deposit.id))
        raise refusal("deposit-hash")


def _granted(context: Context, data_dict: DataDict, action: str) -> Deposit:
    """Return the deposit meant, to whom may; raises ObjectNotFound, NotAuthorized."""
    deposit = records.get(data_dict["id"])
    if deposit is None:
        raise tk.ObjectNotFound(tk._("There is no such deposit."))
    tk.check_access(action, context, {"dataset": deposit.package_id})
    return deposit


def _chosen_datasets(context: Context, dataset: str) -> list[str] | None:
    """Return the ids of the datasets whose deposits are listed; none said: all, to an operator."""
    if dataset:
        return [tk.get_action("package_show")(same_account(context), {"id": dataset})["id"]]
    user = account_of(context)
    if user and user.sysadmin:
        return None
    asked = {"permission": "update_dataset"}
    organizations = tk.get_action("organization_list_for_user")(same_account(context), asked)
    owners = [organization["id"] for organization in organizations]
    rows = model.Session.query(model.Package.id).filter(model.Package.owner_org.in_(owners))
    return [row[0] for row in rows]
