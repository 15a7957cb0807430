"""Files to have checked, and the way there."""

import io

import ckan.plugins.toolkit as tk
from ckan.lib.jobs import Worker
from ckanext.donneesqc.validation import config
from embedded.settings import ROOT
from werkzeug.datastructures import FileStorage

BUDGET = ROOT / "schemas" / "budget-de-depenses" / "1.0.0" / "examples"
VALID = (BUDGET / "valide.csv").read_bytes()
INVALID = (BUDGET / "invalide-type-de-credits-inconnu.csv").read_bytes()
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n" * 20


def upload(content: bytes, name: str = "budget.csv") -> FileStorage:
    """Return a file as a form sends it."""
    return FileStorage(io.BytesIO(content), filename=name)


def ask(content: bytes, name: str = "budget.csv", **asked: str) -> dict:
    """Have a file checked by an anonymous person; return what the action answers."""
    data = {"upload": upload(content, name), **asked}
    return tk.get_action("donneesqc_file_check_create")({"user": ""}, data)


def show(token: str, **asked: object) -> dict:
    """Return what the action says of a check."""
    return tk.get_action("donneesqc_file_check_show")({"user": ""}, {"token": token, **asked})


def work() -> None:
    """Do all that waits in the queue, as the portal's worker does."""
    Worker().work(burst=True)


def checked(content: bytes, name: str = "budget.csv", **asked: str) -> dict:
    """Have a file checked and return what was found."""
    token = ask(content, name, **asked)["token"]
    work()
    return show(token, include_page=True)


def left() -> list[str]:
    """List what is in the folder of uploads."""
    return [str(path) for path in config.folder().rglob("*")]
