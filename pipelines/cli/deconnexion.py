"""`donneesqc deconnexion`: take the token out of the keyring and forget the portal."""

import argparse

from pipelines.cli.codes import VALID
from pipelines.cli.session import add_portal, chosen_address
from pipelines.messages import Refusal, message

SUMMARY = "Oublier le jeton et l’adresse du portail."
ALIASES = ("déconnexion",)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the verb."""
    add_portal(parser)


def run(options: argparse.Namespace) -> int:
    """Forget the token and the address; say that the token itself still works."""
    from pipelines.cli.keychain import forget_token  # noqa: PLC0415
    from pipelines.cli.remembered import (  # noqa: PLC0415
        forget_address,
        remembered_address,
    )

    address = chosen_address(options.portail)
    if not address:
        raise Refusal("portal-no-address")
    forgotten = forget_token(address)
    if address == remembered_address():
        forget_address()
    code = "command-token-forgotten" if forgotten else "command-no-token-kept"
    print(message(code, options.langue, portal=address))  # noqa: T201 - the command speaks here
    return VALID
