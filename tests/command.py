"""The command `donneesqc` as it is installed, and the environment in which a person runs it."""

import os
import sys
from pathlib import Path

from embedded.credentials import token_file
from embedded.settings import Settings

COMMAND = Path(sys.executable).with_name("donneesqc")


def command_environment(settings: Settings, home: Path) -> dict[str, str]:
    """Return the variables of a terminal from which a respondent publishes to the stack."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "PYTHONUTF8": "1",
        "DONNEESQC_PORTAL": settings.portal,
        "DONNEESQC_TOKEN_FILE": str(token_file(settings)),
    }
