"""What the actions of the certification are given."""

from ckan.logic.schema import validator_args
from ckan.types import Schema, Validator, ValidatorFactory

from pipelines.certification.states import EXPIRED, STATES

MOST, FARTHEST = 1_000, 10**9  # lines
BY_PEOPLE = [state for state in STATES if state != EXPIRED]


@validator_args
def set_named(not_empty: Validator, donneesqc_short_text: Validator) -> Schema:
    """Say which set is wanted: `name`."""
    return {"name": [not_empty, donneesqc_short_text]}


@validator_args
def move(not_empty: Validator, donneesqc_short_text: Validator, one_of: ValidatorFactory) -> Schema:
    """Say to which state, and why."""
    return {
        **set_named(),
        "state": [not_empty, one_of(BY_PEOPLE)],
        "reason": [not_empty, donneesqc_short_text],
    }


@validator_args
def attestation(
    not_empty: Validator, donneesqc_short_text: Validator, one_of: ValidatorFactory
) -> Schema:
    """Say what is attested."""
    said = [not_empty, donneesqc_short_text]
    return {
        **set_named(),
        "subject": [not_empty, one_of(["mandate", "method"])],
        "role": said,
        "document": said,
    }


@validator_args
def probe(
    not_empty: Validator,
    donneesqc_short_text: Validator,
    one_of: ValidatorFactory,
    not_missing: Validator,
    donneesqc_yes_or_no: Validator,
) -> Schema:
    """Say what answered, and when."""
    return {
        **set_named(),
        "kind": [not_empty, one_of(["files", "api"])],
        "at": [not_empty, donneesqc_short_text],
        "answered": [not_missing, donneesqc_yes_or_no],
    }


@validator_args
def log(
    default: ValidatorFactory,
    donneesqc_short_text: Validator,
    natural_number_validator: Validator,
    donneesqc_up_to: ValidatorFactory,
) -> Schema:
    """Say which lines of the log are wanted."""
    return {
        "name": [default(""), donneesqc_short_text],
        "limit": [default(100), natural_number_validator, donneesqc_up_to(MOST)],
        "offset": [default(0), natural_number_validator, donneesqc_up_to(FARTHEST)],
    }
