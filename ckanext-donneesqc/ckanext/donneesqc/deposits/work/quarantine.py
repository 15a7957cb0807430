"""Put a deposit in quarantine, and note to whom that must be told."""

from ckan import model
from ckan.logic.validators import email_pattern
from ckanext.donneesqc.deposits import records
from ckanext.donneesqc.deposits.model import Deposit, Mail
from ckanext.donneesqc.deposits.states import State

CONTACTS = ("maintainer_email", "author_email")


def quarantine(deposit: Deposit, code: str, values: dict | None = None) -> None:
    """Move a deposit to quarantine; the e-mails to send are kept in the same transaction."""
    for address in sorted(_recipients(deposit)):
        known = model.Session.get(Mail, (deposit.id, address))
        if known is None:
            model.Session.add(Mail(deposit_id=deposit.id, recipient=address))
    records.move(deposit, State.QUARANTINED, code=code, values=values)


def _recipients(deposit: Deposit) -> set[str]:
    """Return the addresses of who sent the file and of the dataset's contacts."""
    package = model.Package.get(deposit.package_id)
    user = model.User.get(deposit.user_id)
    found = {getattr(package, name) for name in CONTACTS} | {user.email if user else None}
    return {address.strip().lower() for address in found if address and _is_one(address.strip())}


def _is_one(address: str) -> bool:
    """Say whether a dataset's contact is one e-mail address: its form accepts anything."""
    return email_pattern.match(address) is not None and address.isprintable()
