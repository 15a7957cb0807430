"""What the actions of this room are given."""

from ckan.logic.schema import validator_args
from ckan.types import Schema, Validator


@validator_args
def map_show(not_empty: Validator, unicode_safe: Validator) -> Schema:
    """Say whose map is wanted: `resource`, an id."""
    return {"resource": [not_empty, unicode_safe]}
