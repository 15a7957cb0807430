"""Keep tokens in the system's keyring: Windows', macOS's, or that of a Linux desktop."""

from collections.abc import Iterator
from contextlib import contextmanager

from pipelines.messages import Refusal

SERVICE = "donneesqc"


def kept_token(address: str) -> str:
    """Return the token kept for a portal, "" without one or without a keyring."""
    import keyring  # noqa: PLC0415 - slow to import
    from keyring.errors import NoKeyringError  # noqa: PLC0415

    with _speaking():
        try:
            return keyring.get_password(SERVICE, address) or ""
        except NoKeyringError:
            return ""


def keep_token(address: str, token: str) -> bool:
    """Keep a token; tell whether this computer has a keyring to keep it in."""
    import keyring  # noqa: PLC0415
    from keyring.errors import NoKeyringError  # noqa: PLC0415

    with _speaking():
        try:
            keyring.set_password(SERVICE, address, token)
            return keyring.get_password(SERVICE, address) == token
        except NoKeyringError:
            return False


def forget_token(address: str) -> bool:
    """Take a portal's token out of the keyring; tell whether there was one."""
    import keyring  # noqa: PLC0415

    if not kept_token(address):
        return False
    with _speaking():
        keyring.delete_password(SERVICE, address)
    return True


@contextmanager
def _speaking() -> Iterator[None]:
    """Say in French that the keyring is locked or refuses."""
    from keyring.errors import KeyringError  # noqa: PLC0415

    try:
        yield
    except KeyringError as reason:
        raise Refusal("keyring-locked") from reason
