"""What the actions of this room are given."""

import ckan.plugins.toolkit as tk
from ckan.logic.schema import validator_args
from ckan.types import Schema, Validator, ValidatorFactory

Text = list[Validator]


@validator_args
def set_named(not_empty: Validator, unicode_safe: Validator) -> Schema:
    """Say which set is wanted: `name`."""
    return {"name": [not_empty, unicode_safe]}


def set_declare() -> Schema:
    """Say what makes a dataset a reference."""
    return {**_promised(), **_read()}


@validator_args
def _promised(
    not_empty: Validator,
    unicode_safe: Validator,
    default: ValidatorFactory,
    boolean_validator: Validator,
    natural_number_validator: Validator,
    donneesqc_promises: Validator,
) -> Schema:
    said = [not_empty, unicode_safe]
    return {
        "dataset": said,
        "official": said,
        "mandate": said,
        "steward": said,
        "demonstration": [default(False), boolean_validator],
        "notice": [default(90), natural_number_validator],
        "promises": [default(None), donneesqc_promises],
    }


@validator_args
def _read(
    not_empty: Validator,
    unicode_safe: Validator,
    default: ValidatorFactory,
    donneesqc_shape: Validator,
) -> Schema:
    said, told = [not_empty, unicode_safe], [default(""), unicode_safe]
    return {
        "vintage": told,
        "shape": [default(None), donneesqc_shape],
        "references": _rows(column=said, set=said),
        "names": _rows(code=said, nom=said, nature=told),
        "gone": _rows(code=said, nom=said, dernier_millesime=said, successeur=told, preuve=told),
    }


@validator_args
def entity_named(not_empty: Validator, unicode_safe: Validator) -> Schema:
    """Say which entity is wanted: `set` and `identifier`."""
    return {"set": [not_empty, unicode_safe], "identifier": [not_empty, unicode_safe]}


@validator_args
def error_report(
    not_empty: Validator, unicode_safe: Validator, default: ValidatorFactory
) -> Schema:
    """Say what is wrong in a set."""
    told = [default(""), unicode_safe]
    return {
        "name": [not_empty, unicode_safe],
        "words": told,
        "identifier": told,
        "answer_to": told,
    }


@validator_args
def succession_decide(
    not_empty: Validator, unicode_safe: Validator, one_of: ValidatorFactory
) -> Schema:
    """Say what is decided of a succession."""
    return {
        **entity_named(),
        "successor": [not_empty, unicode_safe],
        "status": [not_empty, one_of(["confirmed", "refused"])],
        "evidence": [not_empty, unicode_safe],
    }


def _rows(**cells: Text) -> Schema:
    """Say what each row of a list has; what else it has is left out."""
    return {**cells, "__extras": [tk.get_validator("ignore")]}
