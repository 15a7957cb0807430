"""Refuse what would take a certified set away from its readers without notice."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import Action, ChainedAction, Context, DataDict
from ckanext.donneesqc.reference.certification.promised import bound_set

from pipelines.publish.fields import NORMALIZED, ORIGINAL

UPLOAD = "upload"
OF_DEPOSITS = (NORMALIZED, ORIGINAL)  # roles of files that a deposit alone changes


def _guarded(check: Callable[[DataDict], None]) -> ChainedAction:
    """Return an action that checks what somebody asks before it is done."""

    @tk.chained_action
    def guarded(next_action: Action, context: Context, data_dict: DataDict) -> Any:
        if not context.get("ignore_auth"):  # what the portal does by itself isn't refused
            check(data_dict)
        return next_action(context, data_dict)

    return guarded


def _check_dataset(data_dict: DataDict) -> None:
    """Refuse to delete a certified dataset."""
    if _bound(model.Package.get(str(data_dict.get("id")))):
        _refuse()


def _check_datasets(data_dict: DataDict) -> None:
    """Refuse to take several datasets away when one is certified."""
    named = data_dict.get("datasets")
    ids = named if isinstance(named, list) else [named]
    if any(_bound(model.Package.get(str(item))) for item in ids):
        _refuse()


def _check_table(data_dict: DataDict) -> None:
    """Refuse to change a certified table but by a deposit."""
    found = model.Resource.get(str(data_dict.get("resource_id")))
    if found and _bound(model.Package.get(found.package_id)):
        _refuse()


def _check_update(data_dict: DataDict) -> None:
    """Refuse to hide a certified dataset, to take files off it, to change or to move its tables.

    A file beside the tables may be replaced: the tests are made again at once.
    """
    package = model.Package.get(str(data_dict.get("id") or data_dict.get("name")))
    if package is None or not _bound(package):
        return
    given = data_dict.get("resources")
    if data_dict.get("state", model.State.ACTIVE) != model.State.ACTIVE:
        _refuse()
    _check_files(package.resources, given if isinstance(given, list) else [])
    if tk.asbool(data_dict.get("private") or False) and not package.private:
        raise tk.ValidationError({"private": [_why()]})


ACTIONS: Mapping[str, ChainedAction] = {
    "bulk_update_delete": _guarded(_check_datasets),
    "bulk_update_private": _guarded(_check_datasets),
    "datastore_create": _guarded(_check_table),
    "datastore_delete": _guarded(_check_table),
    "datastore_records_delete": _guarded(_check_table),
    "datastore_upsert": _guarded(_check_table),
    "package_delete": _guarded(_check_dataset),
    "package_update": _guarded(_check_update),
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


def _refuse() -> None:
    raise tk.NotAuthorized(_why())


def _why() -> str:
    return tk._(
        "This dataset is certified: its readers are told of a breaking change ahead. Deposit the"
        " new file with the reason, or have the certification revoked first."
    )
