"""What this room tells the others."""

import ckan.plugins.toolkit as tk
from ckanext.donneesqc.deposits import config

# sent with the id of a dataset that lost files: whoever made something of them erases it
ERASED = tk.signals.ckanext.signal("donneesqc_deposits:erased")
# sent with the id of a dataset whose readers are to be told of a breaking change: whoever promised
# them more days of notice than the portal does answers how many, 0 for none
NOTICE = tk.signals.ckanext.signal("donneesqc_deposits:notice")


def notice_days(package_id: str) -> int:
    """Return how many days ahead the readers of a dataset are told of a breaking change."""
    promised = (days for _, days in NOTICE.send(package_id))
    return max([config.notice_days(), *promised])
