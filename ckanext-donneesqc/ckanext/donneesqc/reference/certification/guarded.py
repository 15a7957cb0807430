"""Refuse what would take a certified set away from its readers without notice.

What the portal does by itself, such as publishing a deposit, isn't refused.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import Action, Context, DataDict
from ckanext.donneesqc.reference.certification.promised import bound_set

from pipelines.publish.fields import NORMALIZED, ORIGINAL

UPLOAD = "upload"
OF_DEPOSITS = (NORMALIZED, ORIGINAL)  # roles of files that a deposit alone changes


@tk.chained_action
def package_delete(next_action: Action, context: Context, data_dict: DataDict) -> Any:
    """Refuse to delete a certified dataset."""
    if not _is_own(context) and _bound(model.Package.get(str(data_dict.get("id")))):
        _refuse()
    return next_action(context, data_dict)


@tk.chained_action
def package_update(next_action: Action, context: Context, data_dict: DataDict) -> Any:
    """Refuse to hide a certified dataset, to take files off it, to change or to move its tables.

    A file beside the tables may be replaced: the tests are made again at once.
    """
    package = model.Package.get(str(data_dict.get("id") or data_dict.get("name")))
    if _is_own(context) or not package or not _bound(package):
        return next_action(context, data_dict)
    given = data_dict.get("resources")
    if data_dict.get("state", model.State.ACTIVE) != model.State.ACTIVE:
        _refuse()
    _check_files(package.resources, given if isinstance(given, list) else [])
    if tk.asbool(data_dict.get("private") or False) and not package.private:
        raise tk.ValidationError({"private": [_why()]})
    return next_action(context, data_dict)


def _of_datasets(action: Action, context: Context, data_dict: DataDict) -> Any:
    """Refuse to take several datasets away when one is certified."""
    named = data_dict.get("datasets")
    ids = named if isinstance(named, list) else [named]
    if not _is_own(context) and any(_bound(model.Package.get(str(item))) for item in ids):
        _refuse()
    return action(context, data_dict)


@tk.chained_action
def bulk_update_delete(next_action: Action, context: Context, data_dict: DataDict) -> Any:
    """Refuse to delete certified datasets among others."""
    return _of_datasets(next_action, context, data_dict)


@tk.chained_action
def bulk_update_private(next_action: Action, context: Context, data_dict: DataDict) -> Any:
    """Refuse to hide certified datasets among others."""
    return _of_datasets(next_action, context, data_dict)


@tk.chained_action
def datastore_create(next_action: Action, context: Context, data_dict: DataDict) -> Any:
    """Refuse to add rows to a certified table, or to take columns off it."""
    return _of_table(next_action, context, data_dict)


def _of_table(action: Action, context: Context, data_dict: DataDict) -> Any:
    """Refuse to change a certified table but by a deposit."""
    found = model.Resource.get(str(data_dict.get("resource_id")))
    if not _is_own(context) and found and _bound(model.Package.get(found.package_id)):
        _refuse()
    return action(context, data_dict)


@tk.chained_action
def datastore_delete(next_action: Action, context: Context, data_dict: DataDict) -> Any:
    """Refuse to empty a certified table."""
    return _of_table(next_action, context, data_dict)


@tk.chained_action
def datastore_records_delete(next_action: Action, context: Context, data_dict: DataDict) -> Any:
    """Refuse to take rows off a certified table."""
    return _of_table(next_action, context, data_dict)


@tk.chained_action
def datastore_upsert(next_action: Action, context: Context, data_dict: DataDict) -> Any:
    """Refuse to change rows of a certified table."""
    return _of_table(next_action, context, data_dict)


ACTIONS: Mapping[str, Callable] = {
    item.__name__: item
    for item in (
        bulk_update_delete,
        bulk_update_private,
        datastore_create,
        datastore_delete,
        datastore_records_delete,
        datastore_upsert,
        package_delete,
        package_update,
    )
}


def _check_files(before: Sequence[model.Resource], given: Sequence[Any]) -> None:
    """Raise NotAuthorized for a file that is taken off, ValidationError for one that changes."""
    after = {item.get("id"): item for item in given if isinstance(item, dict)}
    if any(item.id not in after for item in before):
        _refuse()
    changed = {item.id for item in before if _has_changed(item, after[item.id])}
    if changed:
        found: list = [{"url": [_why()]} if key in changed else {} for key in after]
        raise tk.ValidationError({"resources": found})


def _has_changed(before: model.Resource, after: Mapping[str, Any]) -> bool:
    """Tell whether a file is at another address or of another format; a table's, another file."""
    if (before.url_type or "") != (after.get("url_type") or ""):
        return True
    if (before.format or "").lower() != str(after.get("format") or "").lower():
        return True
    if before.url_type != UPLOAD and before.url != after.get("url"):
        return True
    of_table = (before.extras or {}).get("role") in OF_DEPOSITS
    return of_table and (
        bool(after.get("upload")) or (before.hash or "") != (after.get("hash") or "")
    )


def _bound(package: model.Package | None) -> bool:
    return package is not None and bound_set(package.id) is not None


def _is_own(context: Context) -> bool:
    """Tell what the portal does by itself from what somebody asks for."""
    return bool(context.get("ignore_auth"))


def _refuse() -> None:
    raise tk.NotAuthorized(_why())


def _why() -> str:
    return tk._(
        "This dataset is certified: its readers are told of a breaking change ahead. Deposit the"
        " new file with the reason, or have the certification revoked first."
    )
