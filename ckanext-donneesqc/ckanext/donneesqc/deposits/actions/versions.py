"""Read a table's versions, compare them, bring one back, withdraw one."""

import ckan.plugins.toolkit as tk
from ckan.types import ActionResult, Context, DataDict
from ckanext.donneesqc.apart import Busy, Stopped
from ckanext.donneesqc.deposits import records, schema, shown, tables
from ckanext.donneesqc.deposits.accounts import account_id, same_account
from ckanext.donneesqc.deposits.comparison import compare
from ckanext.donneesqc.deposits.errors import refusal
from ckanext.donneesqc.deposits.model import Version
from ckanext.donneesqc.deposits.states import State
from ckanext.donneesqc.deposits.table.columns import primary_key
from ckanext.donneesqc.deposits.work import withdrawal
from ckanext.donneesqc.deposits.work.parts import paths_of_version
from ckanext.donneesqc.deposits.work.restoring import restoring

__all__ = [
    "donneesqc_version_diff",
    "donneesqc_version_list",
    "donneesqc_version_restore",
    "donneesqc_version_show",
    "donneesqc_version_withdraw",
]


@tk.side_effect_free
@tk.validate_action_data(schema.version_list)
def donneesqc_version_list(context: Context, data_dict: DataDict) -> ActionResult.AnyDict:
    """List the versions of a dataset's table, newest first.

    :param dataset: the name or id of the dataset
    :param resource: the table's title or id, when the dataset has several
    :param limit: how many to list (1 000 at most)
    :param offset: how many to skip
    :returns: `count`, `results`, and the `numbers` of all those that were not withdrawn
    """
    tk.check_access("donneesqc_version_list", context, data_dict)
    package, table = _table(context, data_dict)
    live = records.live_version(table)
    known = records.versions_of(table)
    chosen = known[data_dict["offset"] :][: data_dict["limit"]]
    return {
        "dataset": package["name"],
        "resource": table,
        "count": len(known),
        "numbers": [item.number for item in known if item.withdrawn is None],
        "results": [shown.version(item, package["name"], live) for item in chosen],
    }


@tk.side_effect_free
@tk.validate_action_data(schema.version_named)
def donneesqc_version_show(context: Context, data_dict: DataDict) -> ActionResult.AnyDict:
    """Show one version of a dataset's table.

    :param dataset: the name or id of the dataset
    :param resource: the table's title or id, when the dataset has several
    :param number: the version's number
    """
    tk.check_access("donneesqc_version_show", context, data_dict)
    package, table = _table(context, data_dict)
    found = _version(table, data_dict["number"])
    return shown.version(found, package["name"], records.live_version(table))


@tk.side_effect_free
@tk.validate_action_data(schema.version_diff)
def donneesqc_version_diff(context: Context, data_dict: DataDict) -> ActionResult.AnyDict:
    """Compare two versions of a table, row by row, by its primary key.

    :param dataset: the name or id of the dataset
    :param resource: the table's title or id, when the dataset has several
    :param old: a version's number
    :param new: another's
    :param kind: added, changed or removed; none: all
    :param limit: how many rows to list (100; 1 000 at most)
    :param offset: how many to skip
    :returns: how many rows were `added`, `changed` and `removed`, and `results`, each with its
        `kind`, its `key`, and its cells in the `old` and in the `new` version

    Raises ValidationError with the code version-withdrawn, version-too-long or version-busy.
    """
    tk.check_access("donneesqc_version_diff", context, data_dict)
    _, table = _table(context, data_dict)
    old, new = (_kept(table, data_dict[name]) for name in ("old", "new"))
    key = primary_key(new.descriptor)
    key = key if key == primary_key(old.descriptor) else []
    paths = paths_of_version(old), paths_of_version(new)
    wanted = {name: data_dict[name] for name in ("kind", "offset", "limit")}
    try:
        found = compare(*paths, key, wanted)
    except Stopped as reason:
        raise refusal("version-too-long") from reason
    except Busy as reason:
        raise refusal("version-busy") from reason
    return {"old": old.number, "new": new.number, "key": key, **found}


@tk.validate_action_data(schema.version_named)
def donneesqc_version_restore(context: Context, data_dict: DataDict) -> ActionResult.AnyDict:
    """Publish an older version again, as a new one: history only grows.

    :param dataset: the name or id of the dataset
    :param resource: the table's title or id, when the dataset has several
    :param number: the version's number
    :returns: the deposit that brings it, as `donneesqc_deposit_show` shows it
    """
    tk.check_access("donneesqc_version_restore", context, data_dict)
    _, table = _table(context, data_dict)
    found = _kept(table, data_dict["number"])
    live = records.live_version(table)
    if live is not None and live.id == found.id:
        raise refusal("version-live-already", number=found.number)
    deposit = records.add(restoring(found, found.parts, account_id(context), "restore"))
    records.move(deposit, State.RECEIVED, user_id=deposit.user_id)
    return shown.deposit(deposit)


@tk.validate_action_data(schema.version_withdraw)
def donneesqc_version_withdraw(context: Context, data_dict: DataDict) -> ActionResult.AnyDict:
    """Erase a version that should never have been published: file, rows, derived files, table.

    A tombstone stays: when, why, who decided. Versions made of the same rows are erased with it.

    :param dataset: the name or id of the dataset
    :param resource: the table's title or id, when the dataset has several
    :param number: the version's number
    :param reason: why, for the public
    :param decided_by: who decided, for the public: the organisation when not said
    :returns: the `number` erased, `also` those erased with it, the `live` version after that, and
        in which other datasets the same file is (`still_in`)
    """
    tk.check_access("donneesqc_version_withdraw", context, data_dict)
    package, table = _table(context, data_dict)
    found = _version(table, data_dict["number"])
    organization = package.get("organization") or {}
    decided_by = data_dict["decided_by"] or organization.get("title") or package["name"]
    decision = withdrawal.Decision(data_dict["reason"], decided_by, account_id(context))
    return withdrawal.withdraw(found, decision)


def _table(context: Context, data_dict: DataDict) -> tuple[dict, str]:
    """Return the dataset and the id of its table."""
    package = tk.get_action("package_show")(same_account(context), {"id": data_dict["dataset"]})
    try:
        table = tables.find_table(package, data_dict["resource"])
    except tables.Several as several:
        raise refusal("deposit-which-table", known=", ".join(several.args[0])) from several
    except tables.Unknown as unknown:
        raise tk.ObjectNotFound(tk._("There is no such table.")) from unknown
    return package, table or ""


def _version(table: str, number: int) -> Version:
    found = records.version_number(table, number)
    if found is None:
        raise tk.ObjectNotFound(tk._("There is no version {number}.").format(number=number))
    return found


def _kept(table: str, number: int) -> Version:
    found = _version(table, number)
    if found.withdrawn:
        raise refusal("version-withdrawn", number=number)
    return found
