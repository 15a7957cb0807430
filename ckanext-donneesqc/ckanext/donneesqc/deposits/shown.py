"""Show deposits and versions as plain dicts: what actions return and pages print."""

import json
from datetime import datetime

import ckan.plugins.toolkit as tk
from ckan import model
from ckanext.donneesqc.deposits import records, store
from ckanext.donneesqc.deposits.errors import spoken
from ckanext.donneesqc.deposits.model import Deposit, Step, Version
from ckanext.donneesqc.deposits.rules import asked_schema
from ckanext.donneesqc.deposits.states import State
from ckanext.donneesqc.deposits.table.columns import primary_key

from pipelines.deposit import REPORT
from pipelines.messages import message

STATE_SENTENCE = "deposit-state-{}"
INVALID = "deposit-invalid"
NAMES = {"csv": "csv", "xlsx": "xlsx", "parquet": "parquet", "datapackage": "datapackage.json"}


def deposit(found: Deposit, *, steps: bool = False, report: bool = False) -> dict:
    """Return a deposit, its steps and its report when asked."""
    package = model.Package.get(found.package_id)
    name = package.name if package else found.package_id
    facts = found.facts or {}
    address = tk.h.url_for(
        "donneesqc_deposits.deposit", name=name, deposit_id=found.id, qualified=True
    )
    told = {
        "id": found.id,
        "dataset": name,
        "dataset_title": package.title if package else "",
        "resource": found.resource_id,
        "kind": found.kind,
        "publication": found.publication,
        "file_name": found.file_name,
        "size": found.size,
        "sha256": found.sha256,
        "state": found.state,
        "sentence": _sentence(found),
        "problem": _problem(found),
        "created": moment(found.created),
        "submitted": moment(found.submitted),
        "since": moment(found.since),
        "user": _user_name(found.user_id),
        "version": found.version,
        "restored_from": facts.get("restored") if found.kind == "restore" else None,
        "rows_read": facts.get("rows_read"),
        "rows": facts.get("rows"),
        "rows_rejected": facts.get("rows_rejected"),
        "errors": facts.get("errors"),
        "first_errors": facts.get("first_errors", []),
        **{kind: (found.changes or {}).get(kind) for kind in ("added", "changed", "removed")},
        "breaking": _sentences(found.breaking),
        "breaking_reason": found.breaking_reason,
        "effective_date": found.effective_date.isoformat() if found.effective_date else None,
        "address": address,
        "dataset_address": tk.h.url_for("dataset.read", id=name, qualified=True),
        "report_address": f"{address}/rapport.html" if _has_report(found) else None,
    }
    if steps:
        told["steps"] = [_step(found, step) for step in records.steps_of(found)]
    if report and _has_report(found):
        told["report"] = _report(found)
    return told


def version(found: Version, name: str, live: Version | None) -> dict:
    """Return a version of the dataset of this name; of a withdrawn one, its tombstone alone."""
    told = {
        "number": found.number,
        "resource": found.resource_id,
        "created": moment(found.created),
        "kind": found.kind,
        "restored_from": found.restored_from,
        "live": live is not None and found.id == live.id,
        "address": _address("version", name, found, number=found.number),
        "withdrawn": None,
    }
    if found.withdrawn:
        tombstone = {"at": moment(found.withdrawn), "reason": found.reason}
        return {
            **told,
            "withdrawn": {**tombstone, "decided_by": found.decided_by},
            "raw": [],
            "files": [],
        }
    parts = records.parts_of(found)
    return {
        **told,
        "publication": _publication(found),
        **{kind: getattr(found, kind) for kind in ("rows", "added", "changed", "removed")},
        "schema": found.schema,
        "fields": found.descriptor["fields"],
        "primary_key": primary_key(found.descriptor),
        "table_schema": asked_schema(list(parts.values())[-1]) if told["live"] else None,
        "breaking": _sentences(found.breaking),
        "finished": found.finished is not None,
        "note": message(found.note["code"], spoken(), **found.note["values"])
        if found.note
        else None,
        "files": [_file(found, name, file) for file in found.files],
        "raw": [_raw(found, name, publication, part) for publication, part in parts.items()],
    }


def _publication(found: Version) -> str:
    return records.known(found.deposit_id).publication


def file_name(name: str, form: str) -> str:
    """Return the name of a file of this form, made from a version of the dataset of this name."""
    return NAMES[form] if form == "datapackage" else f"{name}.{NAMES[form]}"


def _file(found: Version, name: str, file: dict) -> dict:
    shown_name = file_name(name, file["form"])
    address = tk.h.url_for(
        "donneesqc_deposits.derived",
        name=name,
        sha256=file["sha256"],
        file_name=shown_name,
        qualified=True,
    )
    return {**file, "name": shown_name, "address": address}


def _raw(found: Version, name: str, publication: str, part: Deposit) -> dict:
    place = {"publication": publication or "-", "file_name": part.file_name}
    return {
        "publication": publication,
        "file_name": part.file_name,
        "size": part.size,
        "sha256": part.sha256,
        "address": _address("raw", name, found, number=found.number, **place),
    }


def _address(page: str, name: str, found: Version, **more: str | int) -> str:
    return tk.h.url_for(
        f"donneesqc_deposits.{page}", name=name, table=found.resource_id, qualified=True, **more
    )


def _sentence(found: Deposit) -> str:
    if found.state == State.ANNOUNCED and found.effective_date:
        day = tk.h.dq_date(found.effective_date.isoformat())
        return message("deposit-announced", spoken(), date=day)
    return message(STATE_SENTENCE.format(found.state), spoken())


def _step(found: Deposit, step: Step) -> dict:
    said = ""
    if step.code == INVALID and _has_report(found):
        said = _said_of_errors(found, step)
    elif step.code:
        said = message(step.code, spoken(), **step.values)
    return {
        "state": step.state,
        "at": moment(step.at),
        "user": _user_name(step.user_id),
        "code": step.code,
        "sentence": said or message(STATE_SENTENCE.format(step.state), spoken()),
    }


def _said_of_errors(found: Deposit, step: Step) -> str:
    """Say how many errors a file has, as its report counts them: personal information apart."""
    errors = _report(found)["stats"]["errors"]
    if errors == step.values["errors"]:
        return message(INVALID, spoken(), **step.values)
    values = {**step.values, "errors": errors}
    return message("deposit-invalid-personal" if errors else "deposit-personal", spoken(), **values)


def _report(found: Deposit) -> dict:
    path = store.prepared(found.package_id, found.id) / REPORT
    return json.loads(path.read_text(encoding="utf-8"))


def _problem(found: Deposit) -> dict | None:
    if not found.problem:
        return None
    code = found.problem["code"]
    return {"code": code, "sentence": message(code, spoken()), "retry_at": moment(found.retry_at)}


def _sentences(breaking: list[dict]) -> list[str]:
    return [message(item["code"], spoken(), **item["values"]) for item in breaking or ()]


def _has_report(found: Deposit) -> bool:
    kept = found.state not in (State.CANCELLED, State.WITHDRAWN)
    return kept and (store.prepared(found.package_id, found.id) / REPORT).exists()


def _user_name(user_id: str) -> str:
    user = model.User.get(user_id) if user_id else None
    return user.name if user else ""


def moment(when: datetime | None) -> str | None:
    """Return a time as the API writes it, ISO 8601."""
    return when.isoformat(timespec="seconds") if when else None
