"""Leave nothing of a deposit that was given up."""

from ckanext.donneesqc.deposits import store
from ckanext.donneesqc.deposits.model import Deposit
from ckanext.donneesqc.deposits.states import State
from ckanext.donneesqc.deposits.table import staging


def clean(deposit: Deposit) -> None:
    """Drop the table that was being loaded and erase what was kept, of a cancelled deposit."""
    if deposit.state == State.CANCELLED:
        staging.discard(deposit.resource_id, deposit.id)
        store.forget_deposit(deposit.package_id, deposit.id)
