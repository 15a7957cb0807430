"""Take the tables sent with CKAN's own resource form the way of deposits.

The form names the deposit whose bytes have arrived (`deposit`), or holds the file itself. Whatever
is wrong with the rest of the form, the bytes stay, and the form comes back with their deposit.
"""

import hashlib
from collections.abc import Callable
from io import BytesIO
from os import SEEK_END
from typing import cast

import ckan.plugins.toolkit as tk
from ckan.types import Action, Context, DataDict
from ckanext.donneesqc.deposits import arrivals, records, store
from ckanext.donneesqc.deposits.accounts import same_account
from ckanext.donneesqc.deposits.errors import refusal
from ckanext.donneesqc.deposits.model import Deposit
from ckanext.donneesqc.deposits.states import State
from ckanext.donneesqc.deposits.tables import find_table
from ckanext.donneesqc.deposits.tabular import is_of_a_table, is_table
from flask import g, has_request_context
from werkzeug.datastructures import FileStorage

from pipelines.sources import UnknownSource, load_source

# the form's fields, and those of the action that announces a file
ASKED = {
    "deposit_schema": "schema",
    "deposit_publication": "publication",
    "deposit_reason": "breaking_reason",
    "deposit_day": "effective_date",
}
# what says which file a resource has: its worker's business
OF_THE_FILE = (
    "url", "url_type", "mimetype", "format", "size", "hash", "taille_entier", "datastore_active",
)  # fmt: skip
UNCHANGED = "unchanged"


@tk.chained_action
def resource_create(next_action: Action, context: Context, data_dict: DataDict) -> dict:
    """Make the resource of a table, without a file yet, and submit its file."""
    asked, sent = _read_form(data_dict)
    if sent is None:
        return next_action(context, data_dict)
    tk.check_access("resource_create", context, data_dict)
    package = _call(context, "package_show", id=data_dict["package_id"])
    fed = _fed_table(package)
    title = str(data_dict.get("name") or "").strip()
    target = {"resource": fed} if fed else {"new_table": title or _name_of(sent)}

    def _save(deposit: Deposit | None) -> dict:
        identifier = deposit.resource_id if deposit else fed
        found = _resource(package, identifier)
        if found and found.get("url") and not fed:
            said = tk._("The dataset has a table of this title: send the file there, or change it.")
            raise tk.ValidationError({"name": [said]})
        if found:  # the table that every publication goes into, or what an earlier try made
            return found
        data_dict.update({"url": "", "url_type": "", "format": "CSV", "id": identifier})
        return next_action(context, data_dict)

    return _go(context, data_dict, package, _Form(asked, sent, target), _save)


@tk.chained_action
def resource_update(next_action: Action, context: Context, data_dict: DataDict) -> dict:
    """Keep what is said of a table's resource, its file unchanged until the new one is live."""
    asked, sent = _read_form(data_dict)
    if sent is None:
        return next_action(context, data_dict)
    tk.check_access("resource_update", context, data_dict)
    before = _call(context, "resource_show", id=data_dict["id"])
    package = _call(context, "package_show", id=before["package_id"])

    def _save(deposit: Deposit | None) -> dict:
        data_dict.update({name: before.get(name) for name in OF_THE_FILE if name in before})
        return next_action(context, data_dict)

    target = {"resource": before["id"]}
    return _go(context, data_dict, package, _Form(asked, sent, target), _save)


class _Form:
    """What the form asks: of which bytes, for which table, under which schema."""

    def __init__(self, asked: dict, sent: "FileStorage | Deposit", target: dict) -> None:
        self.asked, self.sent, self.target = asked, sent, target

    def announced(self) -> dict:
        """Return what tells of the bytes."""
        words = {ASKED[name]: value for name, value in self.asked.items() if value}
        if "schema" in words:
            self.target.pop("table_schema", None)
        return {**_facts_of(self.sent), **self.target, **words}


def _go(
    context: Context,
    data_dict: DataDict,
    package: dict,
    form: _Form,
    save: Callable[[Deposit | None], dict],
) -> dict:
    """Take the bytes in, save what is said of them, submit them; give the form back as it came."""
    kept = form.sent.id if isinstance(form.sent, Deposit) else ""
    new = not data_dict.get("id")
    try:
        told = _call(context, "donneesqc_deposit_create", dataset=package["id"], **form.announced())
        if told["state"] == UNCHANGED:
            if kept:
                _call(context, "donneesqc_deposit_cancel", id=kept)
            resource = save(None)
            _say_unchanged()
            return resource
        kept = told["id"]
        deposit = records.known(kept)
        if form.target.get("resource", deposit.resource_id) != deposit.resource_id:
            said = tk._("This file is on its way to another table of the dataset.")
            raise tk.ValidationError({"url": [said]})
        _take_in(context, deposit, form.sent)
        resource = save(deposit)
        _call(context, "donneesqc_deposit_submit", id=deposit.id)
    except tk.ValidationError as error:
        data_dict.update({**form.asked, "deposit": kept})
        if new:
            data_dict.pop("id", None)
        raise tk.ValidationError(_in_the_form(error)) from error
    if has_request_context():
        g.donneesqc_deposit = (package["name"], deposit.id)
    return resource


def _read_form(data_dict: DataDict) -> tuple[dict, "FileStorage | Deposit | None"]:
    """Take our fields off a form; return them, and the bytes that go our way, if any."""
    asked = {name: str(data_dict.pop(name, "") or "").strip() for name in ASKED}
    named = str(data_dict.pop("deposit", "") or "")
    upload = data_dict.get("upload")
    if is_of_a_table(data_dict) and is_table(upload):
        data_dict.pop("upload")
        data_dict.pop("clear_upload", None)
        return asked, upload
    if isinstance(upload, FileStorage) and upload.filename:
        return asked, None  # another file was chosen in the stead of the one kept
    if named == UNCHANGED:
        _say_unchanged()
        return asked, None
    deposit = records.get(named) if named else None
    if named and (deposit is None or deposit.state != State.RECEIVING):
        said = tk._("The file sent before is no longer waiting here: choose it again.")
        raise tk.ValidationError({"url": [said]})
    return asked, deposit


def _facts_of(sent: "FileStorage | Deposit") -> dict:
    if isinstance(sent, Deposit):
        return {name: getattr(sent, name) for name in ("file_name", "size", "sha256")}
    size = sent.stream.seek(0, SEEK_END)
    sent.stream.seek(0)
    digest = hashlib.file_digest(cast(BytesIO, sent.stream), "sha256").hexdigest()
    return {"file_name": _name_of(sent), "size": size, "sha256": digest}


def _name_of(sent: "FileStorage | Deposit") -> str:
    return (sent.file_name if isinstance(sent, Deposit) else sent.filename) or ""


def _take_in(context: Context, deposit: Deposit, sent: "FileStorage | Deposit") -> None:
    """Have the bytes whole at their deposit, wherever they are; raises ValidationError."""
    if isinstance(sent, Deposit) and sent.id != deposit.id:
        _adopt(context, deposit, sent)
    if deposit.state != State.RECEIVING or store.raw(deposit.package_id, deposit.id).exists():
        return
    received = arrivals.received(deposit)
    if isinstance(sent, FileStorage):
        sent.stream.seek(received)
        _call(context, "donneesqc_deposit_part_add", id=deposit.id, offset=received, upload=sent)
    elif received < deposit.size:
        raise refusal("deposit-incomplete", received=received, size=deposit.size)
    if arrivals.whole(deposit) is None:
        store.forget(store.arrival(deposit.package_id, deposit.id))
        raise refusal("deposit-hash")


def _adopt(context: Context, deposit: Deposit, other: Deposit) -> None:
    """Take over the bytes of a deposit that was announced in other words, and cancel it."""
    _call(context, "donneesqc_deposit_show", id=other.id)  # who may not see it may not take it
    for place in (store.arrival, store.raw):
        found = place(other.package_id, other.id)
        if found.exists() and other.package_id == deposit.package_id:
            found.replace(place(deposit.package_id, deposit.id))
    _call(context, "donneesqc_deposit_cancel", id=other.id)


def _say_unchanged() -> None:
    if has_request_context():
        tk.h.flash_notice(tk._("This file is the one published already: nothing changed."))


def _fed_table(package: dict) -> str:
    """Return the table into which each publication of the dataset's source goes, if it has one."""
    try:
        load_source(package["name"])
    except UnknownSource:
        return ""
    return find_table(package, "") or ""


def _resource(package: dict, identifier: str) -> dict | None:
    return next((item for item in package["resources"] if item["id"] == identifier), None)


def _in_the_form(error: tk.ValidationError) -> dict:
    """Return an error under the fields of the form."""
    found = dict(error.error_dict)
    said = found.get("message")
    if not isinstance(said, list):
        fields = {ours: name for name, ours in ASKED.items()}
        return {fields.get(name, name): reasons for name, reasons in found.items()}
    return {"url": [" ".join(map(str, said))]}


def _call(context: Context, action: str, **data: object) -> dict:
    """Call an action as the same account, in a context of its own."""
    own = same_account(context)
    if context.get("ignore_auth"):
        own["ignore_auth"] = True
    return tk.get_action(action)(own, data)
