"""A small portal on this machine: the actions on deposits and versions, kept in memory.

`portal_http` serves it: multipart bodies, tokens, connections that are cut.
"""

import csv
import hashlib
import io
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from itertools import count

CREATE, PART = "donneesqc_deposit_create", "donneesqc_deposit_part_add"
LIST = "donneesqc_version_list"
TOKEN = "jeton-de-marie"  # noqa: S105 - invented
UNDER_WAY = ("received", "checked", "staged", "announced")
Fault = Callable[[BaseHTTPRequestHandler], bool]  # True: answer all the same, after it


class RefusedError(Exception):
    """Answer an error as CKAN does."""

    def __init__(self, status: int, **error: object) -> None:
        super().__init__(status)
        self.status, self.error = status, error


def invalid(code: str, sentence: str, **facts: object) -> RefusedError:
    """Return a ValidationError that names its code."""
    kind = {"__type": "Validation Error"}
    return RefusedError(409, **kind, code=[code], message=[sentence], **facts)


@dataclass
class PortalServer:
    """Hold deposits, versions, and what goes wrong at each next call of an action.

    `path`: the states that a submitted deposit goes through, one at each look. `tables`: those of
    the datasets, any when there is none. `by_deposit`: a withdrawal brings back what was before.
    """

    port: int = 0
    part_size: int = 100
    names: list[str] = field(default_factory=lambda: ["mes-projets"])
    path: list[str] = field(default_factory=lambda: ["checked", "staged", "live"])
    more: dict = field(default_factory=dict)  # said by deposit_show as well
    deposits: dict[str, dict] = field(default_factory=dict)
    versions: dict[str, list[dict]] = field(default_factory=lambda: defaultdict(list))
    files: dict[str, bytes] = field(default_factory=dict)
    tables: tuple[str, ...] = ()
    by_deposit: bool = False
    faults: dict[str, list[Fault]] = field(default_factory=lambda: defaultdict(list))
    asked: list[tuple[str, dict]] = field(default_factory=list)
    organizations: list[dict] = field(default_factory=lambda: [{"name": "sct", "title": "SCT"}])
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def called(self, action: str) -> list[dict]:
        """Return what each call of an action sent."""
        return [data for name, data in self.asked if name == action]

    def act(self, action: str, token: str | None, data: dict) -> object:
        """Answer an action."""
        self.asked.append((action, data))
        if token != TOKEN:
            kind = "Not Found Error" if action == "user_show" else "Authorization Error"
            raise RefusedError(404 if action == "user_show" else 403, __type=kind, message="Refusé")
        short = action.removeprefix("donneesqc_")
        if not hasattr(self, f"on_{short}"):
            raise RefusedError(400)
        if data.get("dataset", self.names[0]) not in self.names:
            raise RefusedError(404, __type="Not Found Error", message="Introuvable")
        if self.tables and data.get("resource", self.tables[0]) not in self.tables:
            raise RefusedError(404, __type="Not Found Error", message="Introuvable")
        return getattr(self, f"on_{short}")(data)

    def on_user_show(self, _: dict) -> dict:
        return {"name": "marie", "display_name": "Marie Tremblay"}

    def on_organization_list_for_user(self, _: dict) -> list[dict]:
        return self.organizations

    def on_deposit_create(self, data: dict) -> dict:
        name, digest = data["dataset"], data["sha256"]
        live = next((known for known in self.versions[name] if known["live"]), None)
        if live and live["sha256"] == digest:
            address = f"{self.address}/dataset/{name}"
            return {"state": "unchanged", "version": live["number"], "address": address}
        for known in self.deposits.values():
            if known["sha256"] == digest and known["state"] in ("receiving", *UNDER_WAY):
                return self._begun(known)
        number = next(self.numbers)
        made = {"id": f"depot-{number}", "state": "receiving", "bytes": b"", "steps": [], **data}
        self.deposits[made["id"]] = made
        return self._begun(made)

    def _begun(self, deposit: dict) -> dict:
        received = len(deposit["bytes"])
        facts = {"received": received, "part_size": self.part_size}
        return {"id": deposit["id"], "state": deposit["state"], **facts}

    def on_deposit_part_add(self, data: dict) -> dict:
        deposit = self._deposit(data)
        received = len(deposit["bytes"])
        if int(data["offset"]) != received:
            raise invalid("deposit-offset", "Mauvaise position.", received=received)
        deposit["bytes"] += data["upload"]
        return {"id": deposit["id"], "state": "receiving", "received": len(deposit["bytes"])}

    def on_deposit_submit(self, data: dict) -> dict:
        deposit = self._deposit(data)
        if len(deposit["bytes"]) != deposit["size"]:
            raise invalid("deposit-incomplete", "Il manque des octets.")
        if hashlib.sha256(deposit["bytes"]).hexdigest() != deposit["sha256"]:
            raise invalid("deposit-hash", "Le fichier reçu n’est pas celui annoncé.")
        self._enter(deposit, "received")
        deposit["path"] = list(self.path)
        return self._shown(deposit)

    def on_deposit_show(self, data: dict) -> dict:
        deposit = self._deposit(data)
        if deposit.get("path"):
            self._enter(deposit, deposit["path"].pop(0))
        return self._shown(deposit, report=bool(data.get("include_report")))

    def on_deposit_list(self, data: dict) -> dict:
        found = [self._shown(item) for item in reversed(self.deposits.values())]
        found = [item for item in found if data.get("dataset", item["dataset"]) == item["dataset"]]
        return {"count": len(found), "results": found[: data["limit"]]}

    def on_deposit_cancel(self, data: dict) -> dict:
        deposit = self._deposit(data)
        deposit["bytes"] = b""
        self._enter(deposit, "cancelled")
        return self._shown(deposit)

    def _deposit(self, data: dict) -> dict:
        if data["id"] not in self.deposits:
            raise RefusedError(404, __type="Not Found Error", message="Introuvable")
        return self.deposits[data["id"]]

    def _enter(self, deposit: dict, state: str) -> None:
        deposit["state"] = state
        at = "2026-06-01T14:03:22.123456"
        deposit["steps"].append({"state": state, "at": at, "user": "marie", "sentence": ""})
        if state == "live":
            deposit["version"] = self.publish(deposit["dataset"], deposit["bytes"])["number"]

    def _shown(self, deposit: dict, report: bool = False) -> dict:
        more = {key: value for key, value in self.more.items() if report or key != "report"}
        shown = {key: value for key, value in deposit.items() if key not in ("bytes", "path")}
        page = f"{self.address}/dataset/{deposit['dataset']}"
        return {
            "dataset_title": "Mes projets", "created": "2026-06-01T14:03:00", "problem": None,
            "version": None, "address": page, "report_address": f"{page}/depots/1/rapport.html",
            "effective_date": None, "breaking": [], **shown, **more,
        }  # fmt: skip

    def publish(self, name: str, content: bytes, **more: object) -> dict:
        """Make content the live version of a dataset."""
        for known in self.versions[name]:
            known["live"] = False
        digest = hashlib.sha256(content).hexdigest()
        path = f"/dataset/{name}/fichiers/{digest}/{name}.csv"
        self.files[path] = content
        version = {
            "number": len(self.versions[name]) + 1, "created": "2026-06-01T14:03:22",
            "kind": "deposit", "publication": "", "restored_from": None,
            "rows": len(rows_of(content)), "added": 1, "changed": 2, "removed": 0, "live": True,
            "schema": "", "files": [{"form": "csv", "address": path, "size": len(content)}],
            "breaking": [], "withdrawn": None, "sha256": digest, "content": content,
            "raw": [{"sha256": digest, "file_name": "a.csv", "publication": ""}], **more,
        }  # fmt: skip
        self.versions[name].insert(0, version)
        return version

    def on_version_list(self, data: dict) -> dict:
        return {"resource": "r1", "results": [told(v) for v in self.versions[data["dataset"]]]}

    def on_version_show(self, data: dict) -> dict:
        return told(self._version(data["dataset"], data["number"]))

    def _version(self, name: str, number: int) -> dict:
        for known in self.versions[name]:
            if known["number"] == number:
                return known
        raise RefusedError(404, __type="Not Found Error", message="Introuvable")

    def on_version_diff(self, data: dict) -> dict:
        sides = [self._version(data["dataset"], data[side])["content"] for side in ("old", "new")]
        old, new = ({row["id"]: row for row in rows_of(side)} for side in sides)
        found = [
            {"kind": kind, "key": {"id": key}, "old": old.get(key), "new": new.get(key)}
            for key in dict.fromkeys((*old, *new))
            if (kind := kind_of(old.get(key), new.get(key)))
        ]
        totals = {
            kind: sum(row["kind"] == kind for row in found)
            for kind in ("added", "changed", "removed")
        }
        wanted = [row for row in found if data.get("kind", row["kind"]) == row["kind"]]
        shown = wanted[data["offset"] :][: data["limit"]]
        ends = {"old": data["old"], "new": data["new"]}
        columns = {"added": [], "removed": []}
        return {**ends, **totals, "key": ["id"], "columns": columns, "results": shown}

    def on_version_restore(self, data: dict) -> dict:
        version = self._version(data["dataset"], data["number"])
        made = self.on_deposit_create(
            {"dataset": data["dataset"], "sha256": version["sha256"], "size": 0, "file_name": "a"}
        )
        deposit = self.deposits[made["id"]]
        deposit.update(bytes=version["content"], path=list(self.path))
        self._enter(deposit, "received")
        return self._shown(deposit)

    def on_version_withdraw(self, data: dict) -> dict:
        versions = self.versions[data["dataset"]]
        gone = self._version(data["dataset"], data["number"])
        stone = {"at": "2026-06-02T10:00:00", "reason": data["reason"]}
        stone["decided_by"] = data.get("decided_by", "")
        same = [known for known in versions if known["sha256"] == gone["sha256"]]
        for known in same:
            known.update(withdrawn=stone, live=False, files=[])
        left = next((known for known in versions if not known["withdrawn"]), None)
        back = None
        if left and self.by_deposit and not any(known["live"] for known in versions):
            back = self.on_version_restore({**data, "number": left["number"]})["id"]
        elif left and not self.by_deposit:
            left["live"] = True
        live = next((known["number"] for known in versions if known["live"]), None)
        return {
            "number": gone["number"], "withdrawn": stone, "live": live, "deposit": back,
            "also": [known["number"] for known in same if known is not gone], "still_in": [],
        }  # fmt: skip


def told(version: dict) -> dict:
    """Return what the portal says of a version."""
    return {key: value for key, value in version.items() if key not in ("content", "sha256")}


def rows_of(content: bytes) -> list[dict]:
    """Return the rows of a CSV."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def kind_of(old: dict | None, new: dict | None) -> str:
    """Return what happened to a row, "" for nothing."""
    if old is None or new is None:
        return "removed" if new is None else "added"
    return "changed" if old != new else ""
