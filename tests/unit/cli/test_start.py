"""The command starts at once: what is slow to import waits until it is needed."""

import subprocess
import sys

import pytest

SLOW = (
    "polars", "frictionless", "httpx", "jinja2", "xlsxwriter", "python_calamine", "keyring",
    "platformdirs",
)  # fmt: skip
SCRIPT = """
import sys
from pipelines.cli.main import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
print(sorted(set(sys.modules) & set({slow})), file=sys.stderr)
"""


@pytest.mark.parametrize(
    "words", [["--aide"], ["valider", "--aide"], ["gabarit", "--help"], ["publier", "--aide"]]
)
def test_help_imports_nothing_slow(words: list[str]) -> None:
    script = SCRIPT.format(slow=SLOW)
    done = subprocess.run(
        [sys.executable, "-c", script, *words], capture_output=True, text=True, check=True
    )
    assert done.stderr.strip() == "[]"
    assert "usage" in done.stdout
