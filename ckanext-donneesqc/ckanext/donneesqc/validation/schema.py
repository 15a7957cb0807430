"""What the actions of this room are given."""

from ckan.logic.schema import validator_args
from ckan.types import Schema, Validator, ValidatorFactory


@validator_args
def file_check_create(
    default: ValidatorFactory,
    unicode_safe: Validator,
    donneesqc_uploaded_file: Validator,
    donneesqc_known_schema: Validator,
    donneesqc_publication: Validator,
) -> Schema:
    """Say what is sent to have a file checked."""
    return {
        "upload": [donneesqc_uploaded_file],
        "schema": [default(""), unicode_safe, donneesqc_known_schema],
        "publication": [default(""), unicode_safe, donneesqc_publication],
    }


@validator_args
def file_check_show(
    default: ValidatorFactory,
    not_empty: Validator,
    unicode_safe: Validator,
    boolean_validator: Validator,
) -> Schema:
    """Say what is sent to read a report."""
    return {
        "token": [not_empty, unicode_safe],
        "include_page": [default(False), boolean_validator],
    }
