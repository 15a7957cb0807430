"""What the actions of the certification are given."""

from ckan.logic.schema import validator_args
from ckan.types import Schema, Validator, ValidatorFactory

from pipelines.certification.states import STATES

MOST = 1_000


@validator_args
def set_named(not_empty: Validator, unicode_safe: Validator) -> Schema:
    """Say which set is wanted: `name`."""
    return {"name": [not_empty, unicode_safe]}


@validator_args
def move(not_empty: Validator, unicode_safe: Validator, one_of: ValidatorFactory) -> Schema:
    """Say to which state, and why."""
    return {
        **set_named(),
        "state": [not_empty, one_of(list(STATES))],
        "reason": [not_empty, unicode_safe],
    }


@validator_args
def attestation(not_empty: Validator, unicode_safe: Validator, one_of: ValidatorFactory) -> Schema:
    """Say what is attested."""
    said = [not_empty, unicode_safe]
    return {
        **set_named(),
        "subject": [not_empty, one_of(["mandate", "method"])],
        "role": said,
        "document": said,
    }


@validator_args
def probe(
    not_empty: Validator,
    unicode_safe: Validator,
    one_of: ValidatorFactory,
    boolean_validator: Validator,
    not_missing: Validator,
) -> Schema:
    """Say what answered, and when."""
    return {
        **set_named(),
        "kind": [not_empty, one_of(["files", "api"])],
        "at": [not_empty, unicode_safe],
        "answered": [not_missing, boolean_validator],
    }


@validator_args
def log(
    default: ValidatorFactory,
    unicode_safe: Validator,
    natural_number_validator: Validator,
    limit_to_configured_maximum: ValidatorFactory,
) -> Schema:
    """Say which lines of the log are wanted."""
    most = limit_to_configured_maximum("ckan.group_and_organization_list_max", MOST)
    return {
        "name": [default(""), unicode_safe],
        "limit": [default(100), natural_number_validator, most],
        "offset": [default(0), natural_number_validator],
    }
