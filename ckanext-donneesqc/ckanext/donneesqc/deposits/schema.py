"""What the actions of this room are given."""

from ckan.logic.schema import validator_args
from ckan.types import Schema, Validator, ValidatorFactory


def deposit_create() -> Schema:
    """Say what is told of a file before it is sent."""
    return {**_file(), **_place(), **_rules(), **_change()}


@validator_args
def _file(
    not_empty: Validator,
    unicode_safe: Validator,
    natural_number_validator: Validator,
    donneesqc_file_name: Validator,
    donneesqc_sha256: Validator,
) -> Schema:
    return {
        "file_name": [not_empty, unicode_safe, donneesqc_file_name],
        "size": [not_empty, natural_number_validator],
        "sha256": [not_empty, unicode_safe, donneesqc_sha256],
    }


@validator_args
def _place(
    default: ValidatorFactory,
    not_empty: Validator,
    unicode_safe: Validator,
    donneesqc_publication_name: Validator,
) -> Schema:
    return {
        "dataset": [not_empty, unicode_safe],
        "resource": [default(""), unicode_safe],
        "new_table": [default(""), unicode_safe],
        "publication": [default(""), unicode_safe, donneesqc_publication_name],
    }


@validator_args
def _rules(
    default: ValidatorFactory,
    unicode_safe: Validator,
    donneesqc_our_schema: Validator,
    donneesqc_table_schema: Validator,
    donneesqc_source: Validator,
    donneesqc_facts: Validator,
) -> Schema:
    return {
        "schema": [default(""), unicode_safe, donneesqc_our_schema],
        "table_schema": [default(None), donneesqc_table_schema],
        "source": [default(""), unicode_safe, donneesqc_source],
        "origin": [default(None), donneesqc_facts],
    }


@validator_args
def _change(default: ValidatorFactory, unicode_safe: Validator, donneesqc_day: Validator) -> Schema:
    return {
        "breaking_reason": [default(""), unicode_safe],
        "effective_date": [default(""), donneesqc_day],
    }


@validator_args
def part_add(
    not_empty: Validator,
    unicode_safe: Validator,
    natural_number_validator: Validator,
    not_missing: Validator,
) -> Schema:
    """Say what is sent with a part of a file."""
    return {
        "id": [not_empty, unicode_safe],
        "offset": [not_missing, natural_number_validator],
        "upload": [not_missing],
    }


@validator_args
def deposit_named(
    default: ValidatorFactory,
    not_empty: Validator,
    unicode_safe: Validator,
    boolean_validator: Validator,
) -> Schema:
    """Say which deposit is meant."""
    return {
        "id": [not_empty, unicode_safe],
        "include_report": [default(False), boolean_validator],
    }


@validator_args
def deposit_list(
    default: ValidatorFactory,
    unicode_safe: Validator,
    natural_number_validator: Validator,
    donneesqc_state: Validator,
) -> Schema:
    """Say which deposits are wanted."""
    return {
        "dataset": [default(""), unicode_safe],
        "state": [default(""), unicode_safe, donneesqc_state],
        "limit": [default(20), natural_number_validator, _at_most(100)],
        "offset": [default(0), natural_number_validator],
    }


def _at_most(most: int):
    return lambda value: min(value, most)


def _table(default: ValidatorFactory, not_empty: Validator, unicode_safe: Validator) -> Schema:
    return {"dataset": [not_empty, unicode_safe], "resource": [default(""), unicode_safe]}


@validator_args
def version_list(
    default: ValidatorFactory,
    not_empty: Validator,
    unicode_safe: Validator,
    natural_number_validator: Validator,
) -> Schema:
    """Say of which table the versions are wanted, and which of them."""
    return {
        **_table(default, not_empty, unicode_safe),
        "limit": [default(1000), natural_number_validator, _at_most(1000)],
        "offset": [default(0), natural_number_validator],
    }


@validator_args
def version_named(
    default: ValidatorFactory,
    not_empty: Validator,
    unicode_safe: Validator,
    is_positive_integer: Validator,
) -> Schema:
    """Say which version is meant."""
    return {
        **_table(default, not_empty, unicode_safe),
        "number": [not_empty, is_positive_integer],
    }


@validator_args
def version_diff(
    default: ValidatorFactory,
    not_empty: Validator,
    unicode_safe: Validator,
    is_positive_integer: Validator,
    natural_number_validator: Validator,
    one_of: ValidatorFactory,
) -> Schema:
    """Say which versions are compared, and which of their rows listed."""
    return {
        **_table(default, not_empty, unicode_safe),
        "old": [not_empty, is_positive_integer],
        "new": [not_empty, is_positive_integer],
        "kind": [default(""), unicode_safe, one_of(["", "added", "changed", "removed"])],
        "limit": [default(100), natural_number_validator, _at_most(1000)],
        "offset": [default(0), natural_number_validator],
    }


@validator_args
def version_withdraw(
    default: ValidatorFactory,
    not_empty: Validator,
    unicode_safe: Validator,
    is_positive_integer: Validator,
) -> Schema:
    """Say which version is withdrawn, why, and who decided."""
    return {
        **_table(default, not_empty, unicode_safe),
        "number": [not_empty, is_positive_integer],
        "reason": [not_empty, unicode_safe],
        "decided_by": [default(""), unicode_safe],
    }
