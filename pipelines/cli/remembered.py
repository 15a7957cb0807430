"""Remember, from one command to the next, which portal `connexion` chose."""

import json
from pathlib import Path

from pipelines.messages import Refusal
from pipelines.messages.system import said

KEY = "portail"


def remembered_address() -> str:
    """Return the portal's address, "" when none was chosen or the file can't be understood."""
    try:
        found = json.loads(_file().read_text(encoding="utf-8"))[KEY]
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    return found if isinstance(found, str) else ""


def remember_address(address: str) -> None:
    """Write the portal's address down; raises Refusal when the folder can't be written."""
    file = _file()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps({KEY: address}) + "\n", encoding="utf-8")
    except OSError as reason:
        raise Refusal("file-unwritable", path=str(file), reason=said(reason)) from reason


def forget_address() -> None:
    """Remember no portal any more."""
    file = _file()
    try:
        file.unlink(missing_ok=True)
    except OSError as reason:
        raise Refusal("file-unwritable", path=str(file), reason=said(reason)) from reason


def _file() -> Path:
    from platformdirs import user_config_path  # noqa: PLC0415 - only these commands need it

    return user_config_path("donneesqc", appauthor=False) / "portail.json"
