"""The versions of a table: all of them, one of them, bringing one back, withdrawing one."""

import ckan.plugins.toolkit as tk
from ckan.types import Response
from ckanext.donneesqc.deposits.views.blueprint import (
    CONFLICT,
    about,
    chosen_table,
    dataset_of,
    edited_dataset,
    may_edit,
    page,
    page_number,
    pager,
    pages,
    protect,
    sentences,
)

SHOWN = 20  # versions a page
UNUSABLE = 422
GONE = 410


@pages.get("/dataset/<name>/versions")
def versions(name: str) -> Response:
    """List the versions of a table, newest first."""
    package = dataset_of(name)
    table, known = chosen_table(package)
    found = {"count": 0, "results": [], "numbers": []}
    if table:
        bounds = {"limit": SHOWN, "offset": (page_number() - 1) * SHOWN}
        found = _asked("donneesqc_version_list", name, table, **bounds)
    links = pager("donneesqc_deposits.versions", found["results"], found["count"], SHOWN, name=name)
    before = {item["number"]: _before(found, item["number"]) for item in found["results"]}
    shown = {"found": found, "page": links, "editor": may_edit(package), "before": before}
    return page("deposits/versions.html", about(package, table, known) | shown)


@pages.get("/dataset/<name>/versions/<int:number>")
def version(name: str, number: int) -> Response:
    """Show one version; of a withdrawn one, that it is gone and why."""
    package = dataset_of(name)
    table, known = chosen_table(package)
    found = _asked("donneesqc_version_show", name, table, number=number)
    facts = about(package, table, known) | {"version": found}
    if found["withdrawn"]:
        return page("deposits/withdrawn.html", facts, GONE)
    all_of_them = _asked("donneesqc_version_list", name, table, limit=0)
    shown = {"editor": may_edit(package), "before": _before(all_of_them, number)}
    return page("deposits/version.html", facts | shown)


@pages.get("/dataset/<name>/versions/<int:number>/<any(retablir, retirer):deed>")
def ask(name: str, number: int, deed: str) -> Response:
    """Say what bringing a version back or withdrawing it does, and ask whether to."""
    return _question(name, number, deed, {}, [], 200)


@pages.post("/dataset/<name>/versions/<int:number>/retablir")
def restore(name: str, number: int) -> Response:
    """Bring a version back and lead to its deposit."""
    protect()
    table, _ = chosen_table(edited_dataset(name))
    try:
        deposit = _did("donneesqc_version_restore", name, table, number=number)
    except tk.ValidationError as error:
        return _question(name, number, "retablir", {}, sentences(error), CONFLICT)
    return tk.redirect_to("donneesqc_deposits.deposit", name=name, deposit_id=deposit["id"])


@pages.post("/dataset/<name>/versions/<int:number>/retirer")
def withdraw(name: str, number: int) -> Response:
    """Withdraw a version, then say what is left and where else its file is."""
    protect()
    package = edited_dataset(name)
    table, _ = chosen_table(package)
    said = {field: tk.request.form.get(field, "").strip() for field in ("reason", "decided_by")}
    sure = tk.request.form.get("sure") == "yes"
    missing = [] if said["reason"] else [tk._("Say why the version is withdrawn.")]
    missing += [] if sure else [tk._("Check the box to confirm that its content may be erased.")]
    if missing:
        return _question(name, number, "retirer", said, missing, UNUSABLE)
    try:
        done = _did("donneesqc_version_withdraw", name, table, number=number, **said)
    except tk.ValidationError as error:
        return _question(name, number, "retirer", said, sentences(error), CONFLICT)
    numbers = ", ".join(map(str, sorted([done["number"], *done["also"]])))
    tk.h.flash_success(tk._("Withdrawn: version {numbers}.").format(numbers=numbers))
    if done["still_in"]:
        others = ", ".join(done["still_in"])
        told = tk._("The same file is published in other datasets too: {names}.")
        tk.h.flash_notice(told.format(names=others))
    return tk.redirect_to("donneesqc_deposits.versions", name=name, table=table)


def _question(
    name: str, number: int, deed: str, said: dict, errors: list[str], status: int
) -> Response:
    package = edited_dataset(name)
    table, known = chosen_table(package)
    found = _asked("donneesqc_version_show", name, table, number=number)
    facts = about(package, table, known) | {"version": found, "said": said, "errors": errors}
    if found["withdrawn"]:
        return page("deposits/withdrawn.html", facts, GONE)
    if deed == "retirer":
        known_too = _asked("donneesqc_version_list", name, table)["results"]
        facts["also"] = _of_the_same_file(found, known_too)
    return page(f"deposits/{deed}.html", facts, status)


def _before(found: dict, number: int) -> int | None:
    """Return the nearest earlier version that was not withdrawn."""
    return max((known for known in found["numbers"] if known < number), default=None)


def _of_the_same_file(version: dict, known: list[dict]) -> list[dict]:
    """Return the other versions that are erased with one: those that have the file it brought."""
    by_number = {item["number"]: item for item in known}
    first = version
    while first["restored_from"] in by_number and not first["withdrawn"]:
        first = by_number[first["restored_from"]]
    brought = [raw for raw in first["raw"] if raw["publication"] == first.get("publication")]
    hashes = {raw["sha256"] for raw in (brought or first["raw"])[:1]}
    return [
        item
        for item in known
        if item["number"] != version["number"] and hashes & {raw["sha256"] for raw in item["raw"]}
    ]


def _asked(action: str, name: str, table: str, **wanted: int) -> dict:
    try:
        return tk.get_action(action)({}, {"dataset": name, "resource": table, **wanted})
    except (tk.ObjectNotFound, tk.ValidationError):
        return tk.abort(404)


def _did(action: str, name: str, table: str, **given: str | int) -> dict:
    try:
        return tk.get_action(action)({}, {"dataset": name, "resource": table, **given})
    except tk.ObjectNotFound:
        return tk.abort(404)
