"""What the actions of this room are given."""

from ckan.logic.schema import validator_args
from ckan.types import Schema, Validator, ValidatorFactory

FARTHEST = 2_000_000_000  # beyond what there can be


def deposit_create() -> Schema:
    """Say what is told of a file before it is sent."""
    return {**_file(), **_place(), **_rules(), **_change()}


@validator_args
def _file(
    not_empty: Validator,
    donneesqc_text: Validator,
    natural_number_validator: Validator,
    donneesqc_file_name: Validator,
    donneesqc_sha256: Validator,
) -> Schema:
    return {
        "file_name": [not_empty, donneesqc_text, donneesqc_file_name],
        "size": [not_empty, natural_number_validator],
        "sha256": [not_empty, donneesqc_text, donneesqc_sha256],
    }


@validator_args
def _place(
    default: ValidatorFactory,
    not_empty: Validator,
    donneesqc_text: Validator,
    donneesqc_publication_name: Validator,
) -> Schema:
    return {
        "dataset": [not_empty, donneesqc_text],
        "resource": [default(""), donneesqc_text],
        "new_table": [default(""), donneesqc_text],
        "publication": [default(""), donneesqc_text, donneesqc_publication_name],
    }


@validator_args
def _rules(
    default: ValidatorFactory,
    donneesqc_text: Validator,
    donneesqc_our_schema: Validator,
    donneesqc_table_schema: Validator,
    donneesqc_source: Validator,
    donneesqc_facts: Validator,
) -> Schema:
    return {
        "schema": [default(""), donneesqc_text, donneesqc_our_schema],
        "table_schema": [default(None), donneesqc_table_schema],
        "source": [default(""), donneesqc_text, donneesqc_source],
        "origin": [default(None), donneesqc_facts],
    }


@validator_args
def _change(
    default: ValidatorFactory, donneesqc_text: Validator, donneesqc_day: Validator
) -> Schema:
    return {
        "breaking_reason": [default(""), donneesqc_text],
        "effective_date": [default(""), donneesqc_day],
    }


@validator_args
def part_add(
    not_empty: Validator,
    donneesqc_text: Validator,
    natural_number_validator: Validator,
    not_missing: Validator,
) -> Schema:
    """Say what is sent with a part of a file."""
    return {
        "id": [not_empty, donneesqc_text],
        "offset": [not_missing, natural_number_validator],
        "upload": [not_missing],
    }


@validator_args
def deposit_named(
    default: ValidatorFactory,
    not_empty: Validator,
    donneesqc_text: Validator,
    boolean_validator: Validator,
) -> Schema:
    """Say which deposit is meant."""
    return {
        "id": [not_empty, donneesqc_text],
        "include_report": [default(False), boolean_validator],
    }


@validator_args
def deposit_list(
    default: ValidatorFactory,
    donneesqc_text: Validator,
    natural_number_validator: Validator,
    donneesqc_state: Validator,
) -> Schema:
    """Say which deposits are wanted."""
    return {
        "dataset": [default(""), donneesqc_text],
        "state": [default(""), donneesqc_text, donneesqc_state],
        "limit": [default(20), natural_number_validator, _at_most(100)],
        "offset": [default(0), natural_number_validator, _at_most(FARTHEST)],
    }


def _at_most(most: int):
    return lambda value: min(value, most)


def _table(default: ValidatorFactory, not_empty: Validator, donneesqc_text: Validator) -> Schema:
    return {"dataset": [not_empty, donneesqc_text], "resource": [default(""), donneesqc_text]}


@validator_args
def version_list(
    default: ValidatorFactory,
    not_empty: Validator,
    donneesqc_text: Validator,
    natural_number_validator: Validator,
) -> Schema:
    """Say of which table the versions are wanted, and which of them."""
    return {
        **_table(default, not_empty, donneesqc_text),
        "limit": [default(1000), natural_number_validator, _at_most(1000)],
        "offset": [default(0), natural_number_validator, _at_most(FARTHEST)],
    }


@validator_args
def version_named(
    default: ValidatorFactory,
    not_empty: Validator,
    donneesqc_text: Validator,
    is_positive_integer: Validator,
) -> Schema:
    """Say which version is meant."""
    return {
        **_table(default, not_empty, donneesqc_text),
        "number": [not_empty, is_positive_integer, _at_most(FARTHEST)],
    }


@validator_args
def version_diff(
    default: ValidatorFactory,
    not_empty: Validator,
    donneesqc_text: Validator,
    is_positive_integer: Validator,
    natural_number_validator: Validator,
    one_of: ValidatorFactory,
) -> Schema:
    """Say which versions are compared, and which of their rows listed."""
    return {
        **_table(default, not_empty, donneesqc_text),
        "old": [not_empty, is_positive_integer, _at_most(FARTHEST)],
        "new": [not_empty, is_positive_integer, _at_most(FARTHEST)],
        "kind": [default(""), donneesqc_text, one_of(["", "added", "changed", "removed"])],
        "limit": [default(100), natural_number_validator, _at_most(1000)],
        "offset": [default(0), natural_number_validator, _at_most(FARTHEST)],
    }


@validator_args
def version_withdraw(
    default: ValidatorFactory,
    not_empty: Validator,
    donneesqc_text: Validator,
    is_positive_integer: Validator,
) -> Schema:
    """Say which version is withdrawn, why, and who decided."""
    return {
        **_table(default, not_empty, donneesqc_text),
        "number": [not_empty, is_positive_integer, _at_most(FARTHEST)],
        "reason": [not_empty, donneesqc_text],
        "decided_by": [default(""), donneesqc_text],
    }
