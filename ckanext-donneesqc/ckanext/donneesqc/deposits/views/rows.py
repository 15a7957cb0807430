"""What changed from one version to another, row by row."""

import re

import ckan.plugins.toolkit as tk
from ckan.types import Response
from ckanext.donneesqc.deposits.views.blueprint import (
    CONFLICT,
    about,
    chosen_table,
    dataset_of,
    page,
    page_number,
    pager,
    pages,
    sentences,
)

SHOWN = 50  # rows a page
KINDS = ("added", "changed", "removed")
NUMBER = re.compile("[1-9][0-9]{0,8}")


@pages.get("/dataset/<name>/versions/comparer")
def compare(name: str) -> Response:
    """Lead to the comparison of the two versions chosen in a form."""
    chosen = [tk.request.args.get(field, "") for field in ("avec", "version")]
    if not all(map(NUMBER.fullmatch, chosen)):
        return tk.abort(404)
    old, new = sorted(int(number) for number in chosen)
    kept = {field: tk.request.args[field] for field in ("table",) if field in tk.request.args}
    return tk.redirect_to("donneesqc_deposits.difference", name=name, number=new, avec=old, **kept)


@pages.get("/dataset/<name>/versions/<int:number>/difference")
def difference(name: str, number: int) -> Response:
    """List the rows added, changed and removed from a version (`avec`) to this one."""
    package = dataset_of(name)
    table, known = chosen_table(package)
    kind = tk.request.args.get("lignes", "")
    old = tk.request.args.get("avec") or str(number - 1)
    if kind not in ("", *KINDS) or not NUMBER.fullmatch(old):
        return tk.abort(404)
    facts = about(package, table, known)
    asked = {"dataset": name, "resource": table, "old": int(old), "new": number, "kind": kind}
    start = (page_number() - 1) * SHOWN
    try:
        found = tk.get_action("donneesqc_version_diff")(
            {}, {**asked, "limit": SHOWN, "offset": start}
        )
    except tk.ObjectNotFound:
        return tk.abort(404)
    except tk.ValidationError as error:
        said = {"old": int(old), "new": number, "errors": sentences(error)}
        return page("deposits/no_difference.html", facts | said, CONFLICT)
    count = found[kind] if kind else sum(found[name] for name in KINDS)
    place = {"name": name, "number": number}
    links = pager("donneesqc_deposits.difference", found["results"], count, SHOWN, **place)
    shown = {"found": found, "kind": kind, "page": links}
    return page("deposits/difference.html", facts | shown | {"columns": _columns(found)})


def _columns(found: dict) -> list[str]:
    """Return the columns of the rows found: the key, then the new version's, then the old one's."""
    seen = dict.fromkeys(found["key"])
    for side in ("new", "old"):
        for row in found["results"]:
            seen |= dict.fromkeys(row[side] or ())
    return list(seen)
