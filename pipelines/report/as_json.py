"""Write the report as a Frictionless Report, with all else that we know under one key."""

import json
from dataclasses import asdict

from pipelines.report.model import CheckedFile
from pipelines.report.visible import visible

KEY = "donneesqc"
STANDARD = ("report",)


def json_report(checked: CheckedFile) -> str:
    """Return the report as JSON text that `frictionless.Report.from_descriptor` can load."""
    ours = {name: value for name, value in asdict(checked).items() if name not in STANDARD}
    ours["name"] = visible(checked.name)
    ours["checked"] = checked.checked.isoformat()
    return json.dumps({**checked.report, KEY: ours}, ensure_ascii=False, indent=2) + "\n"
