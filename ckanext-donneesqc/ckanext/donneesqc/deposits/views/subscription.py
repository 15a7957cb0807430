"""The Atom feed of a table's versions."""

import ckan.plugins.toolkit as tk
from ckan.types import Response
from ckanext.donneesqc.deposits.feed import write_feed
from ckanext.donneesqc.deposits.views.blueprint import (
    about,
    chosen_table,
    dataset_of,
    pages,
    private,
)
from flask import make_response

TOLD = 50  # versions
ATOM = "application/atom+xml; charset=utf-8"


@pages.get("/dataset/<name>/versions.atom")
def feed(name: str) -> Response:
    """Send the feed of a table's last versions; of the one table when no other is asked for."""
    package = dataset_of(name)
    table, known = chosen_table(package)
    found = []
    if table:
        asked = {"dataset": name, "resource": table, "limit": TOLD}
        found = tk.get_action("donneesqc_version_list")({}, asked)["results"]
    place = {"name": package["name"], "qualified": True, **about(package, table, known)["kept"]}
    addresses = {
        "self": tk.h.url_for("donneesqc_deposits.feed", **place),
        "alternate": tk.h.url_for("donneesqc_deposits.versions", **place),
    }
    title = package["title"] if len(known) < 2 else f"{package['title']} – {known[table]}"  # noqa: PLR2004
    said = tk._("Feed of the versions of {title}").format(title=title)
    response = make_response(write_feed(package, said, addresses, found))
    response.headers["Content-Type"] = ATOM
    return private(response) if package["private"] else response
