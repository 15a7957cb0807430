"""Leave nothing of a deposit that was given up."""

from ckan import model
from ckanext.donneesqc.deposits import records, store
from ckanext.donneesqc.deposits.model import Deposit
from ckanext.donneesqc.deposits.states import State
from ckanext.donneesqc.deposits.table import staging

COUNTS = ("rows", "rows_read", "rows_rejected", "schema", "errors", "restored")


def clean(deposit: Deposit) -> None:
    """Drop the table that was being loaded and erase what was kept, of a cancelled deposit."""
    if deposit.state == State.CANCELLED:
        staging.discard(deposit.resource_id, deposit.id)
        store.forget_deposit(deposit.package_id, deposit.id)
        forget_words(deposit)
        model.Session.commit()


def forget_words(deposit: Deposit) -> None:
    """Erase what the check quoted of the file; where, when and how many stay."""
    deposit.facts = {name: deposit.facts[name] for name in COUNTS if name in deposit.facts}
    deposit.descriptor = None
    deposit.breaking, deposit.breaking_reason = [], ""
    deposit.origin = {"table_title": deposit.origin.get("table_title", "")}
    if deposit.state == State.WITHDRAWN:
        deposit.file_name = ""
    for step in records.steps_of(deposit):
        numbers = {name: value for name, value in step.values.items() if isinstance(value, int)}
        if numbers != step.values:
            step.values, step.code = numbers, ""
