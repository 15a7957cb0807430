"""Give up the deposits whose bytes stopped coming long ago."""

from datetime import timedelta

from ckan import model
from ckanext.donneesqc.deposits import records
from ckanext.donneesqc.deposits.model import Deposit, now
from ckanext.donneesqc.deposits.states import State
from ckanext.donneesqc.deposits.work.clean import clean

KEPT = timedelta(days=7)


def sweep() -> None:
    """Cancel what nobody has finished sending for a week, and erase its bytes."""
    abandoned = (
        model.Session.query(Deposit)
        .filter(Deposit.state == State.RECEIVING, Deposit.since < now() - KEPT)
        .all()
    )
    for deposit in abandoned:
        records.move(deposit, State.CANCELLED, code="deposit-abandoned")
        clean(deposit)
