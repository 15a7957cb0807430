"""What the actions of this room are given."""

import ckan.plugins.toolkit as tk
from ckan.logic.schema import validator_args
from ckan.types import Schema, Validator, ValidatorFactory

Text = list[Validator]
MOST_NOTICE = 3_650  # days


@validator_args
def set_named(not_empty: Validator, donneesqc_short_text: Validator) -> Schema:
    """Say which set is wanted: `name`."""
    return {"name": [not_empty, donneesqc_short_text]}


@validator_args
def set_declare(
    not_empty: Validator, donneesqc_short_text: Validator, donneesqc_no_others: Validator
) -> Schema:
    """Say what makes a dataset a reference."""
    needed = [not_empty, donneesqc_short_text]
    return {
        **dict.fromkeys(("dataset", "official", "mandate", "steward"), needed),
        **_promised(),
        **_read(),
        "__extras": [donneesqc_no_others],
    }


@validator_args
def _promised(
    ignore_missing: Validator,
    boolean_validator: Validator,
    natural_number_validator: Validator,
    donneesqc_up_to: ValidatorFactory,
    donneesqc_promises: Validator,
) -> Schema:
    most = donneesqc_up_to(MOST_NOTICE)
    return {
        "demonstration": [ignore_missing, boolean_validator],
        "notice": [ignore_missing, natural_number_validator, most],
        "promises": [ignore_missing, donneesqc_promises],
    }


@validator_args
def _read(
    not_empty: Validator,
    donneesqc_short_text: Validator,
    default: ValidatorFactory,
    ignore_missing: Validator,
    donneesqc_shape: Validator,
) -> Schema:
    said, told = [not_empty, donneesqc_short_text], [default(""), donneesqc_short_text]
    return {
        "vintage": [ignore_missing, donneesqc_short_text],
        "shape": [ignore_missing, donneesqc_shape],
        "references": _rows(column=said, set=said),
        "names": _rows(code=said, nom=said, nature=told, statut=told),
        "gone": _rows(code=said, nom=said, dernier_millesime=said, successeur=told, preuve=told),
    }


@validator_args
def entity_named(not_empty: Validator, donneesqc_short_text: Validator) -> Schema:
    """Say which entity is wanted: `set` and `identifier`."""
    return {
        "set": [not_empty, donneesqc_short_text],
        "identifier": [not_empty, donneesqc_short_text],
    }


@validator_args
def error_report(
    not_empty: Validator, donneesqc_short_text: Validator, default: ValidatorFactory
) -> Schema:
    """Say what is wrong in a set."""
    told = [default(""), donneesqc_short_text]
    return {
        "name": [not_empty, donneesqc_short_text],
        "words": told,
        "identifier": told,
        "answer_to": told,
    }


@validator_args
def succession_decide(
    not_empty: Validator, donneesqc_short_text: Validator, one_of: ValidatorFactory
) -> Schema:
    """Say what is decided of a succession."""
    return {
        **entity_named(),
        "successor": [not_empty, donneesqc_short_text],
        "status": [not_empty, one_of(["confirmed", "refused"])],
        "evidence": [not_empty, donneesqc_short_text],
    }


def _rows(**cells: Text) -> Schema:
    """Say what each row of a list has; what else it has is left out."""
    return {**cells, "__extras": [tk.get_validator("ignore")]}
