"""Refuse what would take a certified set away from its readers without notice.

What the portal does by itself, such as publishing a deposit, isn't refused.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import Action, Context, DataDict
from ckanext.donneesqc.reference.certification.promised import bound_set

UPLOAD = "upload"


@tk.chained_action
def package_delete(next_action: Action, context: Context, data_dict: DataDict) -> Any:
    """Refuse to delete a certified dataset."""
    if not _is_own(context) and _bound(model.Package.get(str(data_dict.get("id")))):
        _refuse()
    return next_action(context, data_dict)


@tk.chained_action
def package_update(next_action: Action, context: Context, data_dict: DataDict) -> Any:
    """Refuse to hide a certified dataset, to take files off it or to move them elsewhere."""
    package = model.Package.get(str(data_dict.get("id") or data_dict.get("name")))
    if not _is_own(context) and package and _bound(package):
        given = data_dict.get("resources")
        _check_files(package.resources, given if isinstance(given, list) else [])
        if tk.asbool(data_dict.get("private") or False) and not package.private:
            raise tk.ValidationError({"private": [_why()]})
    return next_action(context, data_dict)


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
        datastore_delete,
        datastore_records_delete,
        datastore_upsert,
        package_delete,
        package_update,
    )
}


def _check_files(before: Sequence[model.Resource], given: Sequence[Any]) -> None:
    """Raise NotAuthorized for a file that is taken off, ValidationError for one that moves."""
    after = {item.get("id"): item for item in given if isinstance(item, dict)}
    if any(item.id not in after for item in before):
        _refuse()
    moved = {item.id for item in before if _has_moved(item, after[item.id])}
    if moved:
        found: list = [{"url": [_why()]} if key in moved else {} for key in after]
        raise tk.ValidationError({"resources": found})


def _has_moved(before: model.Resource, after: Mapping[str, Any]) -> bool:
    if (before.url_type or "") != (after.get("url_type") or ""):
        return True
    return before.url_type != UPLOAD and before.url != after.get("url")


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
