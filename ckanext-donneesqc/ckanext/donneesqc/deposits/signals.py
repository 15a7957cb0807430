"""What this room tells the others."""

import ckan.plugins.toolkit as tk
from ckanext.donneesqc.deposits import config

# sent with the id of a dataset that lost files: whoever made something of them erases it
ERASED = tk.signals.ckanext.signal("donneesqc_deposits:erased")
# sent with the id of a dataset whose readers are to be told of a breaking change: whoever promised
# them more days of notice than the portal does answers how many, 0 for none
NOTICE = tk.signals.ckanext.signal("donneesqc_deposits:notice")
# sent with the ids of a dataset and of its table: whoever promised that identifiers stay answers
# the `column` that holds them, that of the vintage and today's as `vintage` and `newest` ("" for
# none), and the `identifiers`; None without a promise
KEPT = tk.signals.ckanext.signal("donneesqc_deposits:kept")


def promised_identifiers(package_id: str, resource_id: str) -> dict | None:
    """Return which identifiers of a table readers rely on, None when nobody promised any."""
    answers = KEPT.send(package_id, resource_id=resource_id)
    return next((promised for _, promised in answers if promised), None)


def notice_days(package_id: str) -> int:
    """Return how many days ahead the readers of a dataset are told of a breaking change."""
    promised = (days for _, days in NOTICE.send(package_id))
    return max([config.notice_days(), *promised])
