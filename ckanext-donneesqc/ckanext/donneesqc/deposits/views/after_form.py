"""Lead from CKAN's own resource form to the deposit that it made."""

from urllib.parse import urlsplit

import ckan.plugins.toolkit as tk
from ckan.types import Response
from ckanext.donneesqc.deposits.views.blueprint import pages
from flask import g

FORMS = ("dataset_resource.new", "dataset_resource.edit")
AGAIN = "again"  # the button that leads to another empty form
FOUND = 302


@pages.after_app_request
def lead(response: Response) -> Response:
    """Show the deposit where CKAN shows the dataset; the form for another file speaks of it."""
    made = g.pop("donneesqc_deposit", None)
    if made is None or tk.request.endpoint not in FORMS or response.status_code != FOUND:
        return response
    name, deposit = made
    if tk.request.form.get("save") == AGAIN:
        tk.h.flash_notice(tk._("The file is on its way: see the dataset’s deposits."))
        return response
    address = tk.h.url_for("donneesqc_deposits.deposit", name=name, deposit_id=deposit)
    response.headers["Location"] = urlsplit(address)._replace(scheme="", netloc="").geturl()
    return response
