"""Say a Frictionless error in the words of our catalogue."""

import ast
import re

from pipelines.messages import catalogue, message, quoted, shortened

_NOTE = re.compile(r'constraint "(?P<name>\w+)" is "(?P<limit>.*)"', re.DOTALL)
_PLAIN = {
    "unique-error": "constraint-unique",
    "primary-key": "primary-key",
    "blank-row": "blank-row",
}
_TYPE = re.compile(r'type is "(?P<type>\w+)')


def sentence(error: dict, language: str = "fr") -> str:
    """Return the sentence of a Frictionless error: where, what, the rule, how to mend."""
    values = {
        "row": error.get("rowNumber", ""),
        "column": error.get("fieldName") or ", ".join(error.get("fieldNames", ())),
        "value": shortened(str(error.get("cell", ""))),
        "limit": error.get("note", ""),
    }
    match error["type"]:
        case "constraint-error":
            return _constraint(error, values, language)
        case "type-error":
            return message("type-error", language, **{**values, "type": _type(error, language)})
        case "foreign-key":
            reference = f"{error['referenceName']}.{', '.join(error['referenceFieldNames'])}"
            column = ", ".join(error["fieldNames"])
            return message(
                "foreign-key", language, **{**values, "column": column, "limit": reference}
            )
    return message(_PLAIN.get(error["type"], "other-error"), language, **values)


def _constraint(error: dict, values: dict, language: str) -> str:
    found = _NOTE.search(error["note"])
    code = f"constraint-{found['name']}" if found else ""
    if not found or code not in catalogue():
        return message("other-error", language, **values)
    limit = _choices(found["limit"], language) if found["name"] == "enum" else found["limit"]
    return message(code, language, **{**values, "limit": limit})


def _choices(limit: str, language: str) -> str:
    """Return the values of a list that Frictionless wrote as Python does."""
    return quoted((str(value) for value in ast.literal_eval(limit)), language)


def _type(error: dict, language: str) -> str:
    found = _TYPE.search(error["note"])
    code = f"type-{found['type']}" if found else "type-other"
    return message(code if code in catalogue() else "type-other", language)
