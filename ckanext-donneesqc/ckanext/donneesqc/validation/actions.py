"""Have a file checked, and read the report."""

import json
import secrets
from datetime import datetime

import ckan.plugins.toolkit as tk
from ckan.lib.jobs import get_queue
from ckan.types import ActionResult, Context, DataDict
from ckanext.donneesqc.validation import config, jobs, reasons, records, schema, uploads
from ckanext.donneesqc.validation.engine import Asked

__all__ = ["donneesqc_file_check_create", "donneesqc_file_check_show"]

TIMEOUT = jobs.LONGEST + 60  # the job ends its check by itself; this is for a job that doesn't


class Busy(tk.ValidationError):
    """Too many jobs wait: the portal takes no other file for a while."""


class TooLarge(tk.ValidationError):
    """The file is larger than the portal takes."""


@tk.validate_action_data(schema.file_check_create)
def donneesqc_file_check_create(context: Context, data_dict: DataDict) -> ActionResult.AnyDict:
    """Have a file checked in the background, as the command `donneesqc valider` does it.

    :param upload: the file: CSV, XLSX, XLS, ODS, or a zip with one of them
    :param schema: the name of one of the portal's schemas; none: the guidelines alone
    :param publication: which issue of its source the file is, when the file doesn't say
    :returns: the `token` of the report, to be given to `donneesqc_file_check_show`; its `status`

    The file is deleted once checked, the report after an hour. Raises ValidationError when the file
    is too large or too many wait.
    """
    tk.check_access("donneesqc_file_check", context, data_dict)
    uploads.sweep()
    if get_queue().count >= config.max_waiting():
        raise Busy({"upload": [tk._("Many files are being checked. Try again in a minute.")]})
    token = secrets.token_urlsafe(32)
    asked = _asked(data_dict)
    try:
        uploads.keep(token, data_dict["upload"], asked)
    except uploads.TooLarge as reason:
        raise TooLarge({"upload": [too_large()]}) from reason
    records.open_record(token, asked.name, asked.language)
    _enqueue(token)
    return {"token": token, "status": records.WAITING}


@tk.side_effect_free
@tk.validate_action_data(schema.file_check_show)
def donneesqc_file_check_show(context: Context, data_dict: DataDict) -> ActionResult.AnyDict:
    """Tell where a check is, and what it found.

    :param token: what `donneesqc_file_check_create` answered
    :param include_page: with the report as a page too (HTML)
    :returns: `status` (waiting, done or failed), the file's `name`, the `language` of the report;
        when done, whether the file is `valid` and the `report` (a Frictionless report, and what
        else was found under `donneesqc`); when failed, the `code` and the `reason`

    Raises ObjectNotFound an hour after the check.
    """
    tk.check_access("donneesqc_file_check", context, data_dict)
    record = records.read(data_dict["token"])
    if record is None:
        raise tk.ObjectNotFound(tk._("This report no longer exists: it is erased after one hour."))
    shown = {name: record[name] for name in ("status", "name", "language")}
    if record["status"] == records.DONE:
        shown |= {"valid": record["valid"], "report": json.loads(record["report"])}
        return shown | ({"page": record["page"]} if data_dict["include_page"] else {})
    if record["status"] == records.FAILED:
        reason = reasons.said(record["code"], record.get("values", {}))
        return shown | {"code": record["code"], "reason": reason}
    return shown | {"status": records.WAITING}


def too_large() -> str:
    """Say how large a file may be."""
    said = tk._("The file is larger than {size} MB. Check a part of it, or compress it in a zip.")
    return said.format(size=config.max_size() // config.MEGABYTE)


def _asked(data_dict: DataDict) -> Asked:
    name = uploads.shown_name(data_dict["upload"])
    return Asked(
        file=uploads.stored_name(name),
        name=name,
        schema=data_dict["schema"],
        publication=data_dict["publication"],
        language=reasons.spoken(),
        today=datetime.now(tk.h.get_display_timezone()).date().isoformat(),
    )


def _enqueue(token: str) -> None:
    # RQ keeps neither the call in its log nor the job once it is over.
    kept = {"timeout": TIMEOUT, "result_ttl": 0, "failure_ttl": 60, "description": "file check"}
    try:
        tk.enqueue_job(jobs.check, [token], title="file check", rq_kwargs=kept)
    except BaseException:
        uploads.remove(token)
        records.forget(token)
        raise
