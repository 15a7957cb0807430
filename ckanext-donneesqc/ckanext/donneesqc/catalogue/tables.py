"""Refuse the names of columns that a page could take for code."""

import ckan.plugins.toolkit as tk
from ckan.types import Action, Context

UNSAFE = frozenset("<>")


@tk.chained_action
def datastore_create(next_action: Action, context: Context, data_dict: dict) -> dict:
    """Create or change a table; raises ValidationError for a column named with < or >.

    CKAN's preview writes the names of columns into its page as they are.
    """
    fields = data_dict.get("fields") or ()
    names = [str(field.get("id", "")) for field in fields if isinstance(field, dict)]
    records = data_dict.get("records") or ()
    if not names and records and isinstance(records[0], dict):
        names = list(map(str, records[0]))
    unsafe = [name for name in names if UNSAFE & set(name)]
    if unsafe:
        said = tk._("A column's name can't have < or >: {names}")
        raise tk.ValidationError({"fields": [said.format(names=", ".join(unsafe))]})
    return next_action(context, data_dict)
