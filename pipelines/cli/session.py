"""Open the portal that a command speaks to: which address, and with which token."""

import argparse
import os
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

from pipelines.messages import Refusal

if TYPE_CHECKING:
    from pipelines.publish import Portal
    from pipelines.publish.versions import Table

LOCAL = ("localhost", "127.0.0.1", "::1")
DATASET = "/dataset/"


def add_portal(parser: argparse.ArgumentParser) -> None:
    """Declare the options of a verb that speaks to a portal."""
    parser.add_argument(
        "--portail",
        default="",
        metavar="ADRESSE",
        help="sinon DONNEESQC_PORTAL, sinon celui de «\u00a0donneesqc connexion\u00a0»",
    )
    parser.add_argument("--langue", choices=("fr", "en"), default="fr", help="langue des messages")


def add_table(parser: argparse.ArgumentParser) -> None:
    """Declare the words that name a table, then those of the portal."""
    parser.add_argument("jeu", help="le nom ou l’adresse du jeu de données")
    add_resource(parser)
    add_portal(parser)


def add_resource(parser: argparse.ArgumentParser) -> None:
    """Declare the option that names one of a dataset's tables."""
    parser.add_argument(
        "--ressource", default="", metavar="NOM", help="la table, si le jeu en a plusieurs"
    )


def table_of(options: argparse.Namespace) -> "Table":
    """Return the table that the words of the command name."""
    from pipelines.publish.versions import Table  # noqa: PLC0415 - slow to import

    return Table(dataset_name(options.jeu), options.ressource)


def dataset_name(words: str) -> str:
    """Return a dataset's name, given alone or in the address of its page; raises Refusal."""
    if DATASET not in words:
        return _not_empty(words.strip())
    return _not_empty(_in_address(words))


def _in_address(words: str) -> str:
    return urlsplit(words).path.partition(DATASET)[2].split("/")[0]


def _not_empty(name: str) -> str:
    if not name:
        raise Refusal("command-no-dataset-name")
    return name


def open_session(address: str = "", language: str = "fr") -> "Portal":
    """Open the portal asked for, with the token kept for it.

    The token is DONNEESQC_JETON, else the content of the file DONNEESQC_TOKEN_FILE, else the one
    that `connexion` put in the system's keyring for this very address. Raises Refusal.
    """
    from pipelines.cli.answering import answering  # noqa: PLC0415
    from pipelines.cli.keychain import kept_token  # noqa: PLC0415
    from pipelines.publish import open_portal  # noqa: PLC0415 - slow to import
    from pipelines.publish.portal import TOKEN, TOKEN_FILE  # noqa: PLC0415

    chosen = chosen_address(address)
    if not chosen:
        raise Refusal("portal-no-address")
    told = any(os.environ.get(name, "").strip() for name in (TOKEN, TOKEN_FILE))
    return answering(open_portal(chosen, "" if told else kept_token(chosen)), language)


def chosen_address(asked: str) -> str:
    """Return the address of the command, the environment or the last connexion; "" for none."""
    from pipelines.cli.remembered import remembered_address  # noqa: PLC0415
    from pipelines.publish.portal import ADDRESS  # noqa: PLC0415 - slow to import

    found = asked or os.environ.get(ADDRESS, "") or remembered_address()
    return safe_address(found) if found.strip() else ""


def safe_address(words: str) -> str:
    """Return an address over which a token may travel; raises Refusal.

    « https » is understood where nothing is said; plain http goes no further than this computer.
    """
    address = words.strip()
    if "://" not in address:
        host = _split(f"//{address}").hostname
        address = f"{'http' if host in LOCAL else 'https'}://{address}"
    parts = _split(address)
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
        raise Refusal("portal-bad-address")
    if parts.scheme == "http" and parts.hostname not in LOCAL:
        raise Refusal("portal-plain-http", portal=address)
    return f"{parts.scheme}://{parts.netloc.lower()}{parts.path}".rstrip("/")


def _split(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        _ = parts.port  # raises ValueError when it is no number
    except ValueError as reason:
        raise Refusal("portal-bad-address") from reason
    return parts
