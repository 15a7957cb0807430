"""What this room asks the others."""

import ckan.plugins.toolkit as tk

# sent with the name of a set: whoever keeps tables answers which of them refer to it, each as
# `package_id`, `resource_id`, and `columns` that hold the set's `fields`
REFERRING = tk.signals.ckanext.signal("donneesqc_reference:referring")


def referring_tables(set_name: str) -> list[dict]:
    """Return the tables whose schema says that they refer to a set."""
    return [table for _, tables in REFERRING.send(set_name) for table in tables]
