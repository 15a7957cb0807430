"""What this room tells the others."""

import ckan.plugins.toolkit as tk

# sent with the id of a dataset that lost files: whoever made something of them erases it
ERASED = tk.signals.ckanext.signal("donneesqc_deposits:erased")
