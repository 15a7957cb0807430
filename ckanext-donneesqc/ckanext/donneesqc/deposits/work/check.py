"""received → checked, announced or quarantined: have the engine's verdict, act on it."""

from collections.abc import Sequence
from datetime import date, datetime

import ckan.plugins.toolkit as tk
from ckanext.donneesqc.apart import Stopped, TooLong
from ckanext.donneesqc.deposits import engine, records
from ckanext.donneesqc.deposits.model import Deposit, Version
from ckanext.donneesqc.deposits.rules import asked_schema, find_unchanged
from ckanext.donneesqc.deposits.states import State
from ckanext.donneesqc.deposits.table.columns import MOST_COLUMNS, is_reserved, primary_key
from ckanext.donneesqc.deposits.work.clean import clean
from ckanext.donneesqc.deposits.work.quarantine import quarantine
from ckanext.donneesqc.deposits.work.restored import count_breaks

from pipelines.history.breaks import Break
from pipelines.history.schema_changes import breaking_changes, emptied

TRIES = 3  # of a check that stops without an answer


def check(deposit: Deposit) -> None:
    """Check the deposit's file; a restored version was checked when it was sent.

    One that breaks what readers were promised is refused: as a file it is announced.
    """
    breaks = count_breaks(deposit) if deposit.kind == "restore" else 0
    if breaks:
        quarantine(deposit, "deposit-restore-breaking", {"count": breaks})
        return
    if deposit.kind != "file":
        records.move(deposit, State.CHECKED)
        return
    live = records.live_version(deposit.resource_id)
    try:
        before = live.descriptor["fields"] if live else []
        answer = engine.prepare(deposit, asked_schema(deposit), before)
    except Stopped as reason:
        if not records.is_still(deposit.id, State.RECEIVED):
            raise records.Overtaken(deposit.id) from reason
        if deposit.tries + 1 < TRIES and not isinstance(reason, TooLong):
            raise
        code = "deposit-too-slow" if isinstance(reason, TooLong) else "deposit-engine-stopped"
        quarantine(deposit, code)
        return
    if "code" in answer:
        quarantine(deposit, answer["code"], answer["values"])
        return
    _judge(deposit, answer, live)


def _judge(deposit: Deposit, answer: dict, live: Version | None) -> None:
    deposit.facts = {**answer, "schema": answer["schema"] or deposit.schema}
    deposit.publication = answer["publication"]
    same = find_unchanged(deposit)
    if same:  # sent by somebody else at the same moment, or under another name
        records.move(deposit, State.CANCELLED, "", "deposit-same", {"version": same.number})
        clean(deposit)
        return
    if answer["valid"] and not _is_a_table(answer["descriptor"]):
        quarantine(deposit, "deposit-columns", {"most": MOST_COLUMNS})
        return
    if not answer["valid"]:
        first = answer["first_errors"]
        values = {"errors": answer["errors"], "first": first[0] if first else ""}
        quarantine(deposit, "deposit-invalid", values)
        return
    found = _breaking(live.descriptor, answer["descriptor"]) if live else ()
    found = (*found, *emptied(_rows_before(deposit, live), answer["rows"]), *_lost(answer))
    deposit.breaking = [{"code": item.code, "values": item.values} for item in found]
    if found and not deposit.breaking_reason:
        quarantine(deposit, "deposit-breaking", {"count": len(found)})
    elif found and deposit.effective_date and deposit.effective_date > today():
        records.move(deposit, State.ANNOUNCED)
    else:
        records.move(deposit, State.CHECKED)


def _rows_before(deposit: Deposit, live: Version | None) -> int:
    """Return how many rows readers have of the deposit's publication."""
    parts = records.parts_of(live) if live else {}
    return parts[deposit.publication].facts["rows"] if deposit.publication in parts else 0


def _lost(answer: dict) -> Sequence[Break]:
    """Return the change of a table that promised to keep identifiers which are gone."""
    if not answer["lost"]:
        return ()
    first = tuple(answer["lost_first"])
    return (Break("history-identifiers-lost", {"count": answer["lost"], "first": first}),)


def _is_a_table(descriptor: dict) -> bool:
    names = [card["name"] for card in descriptor["fields"]]
    return len(names) <= MOST_COLUMNS and not any(map(is_reserved, names))


def _breaking(before: dict, after: dict) -> Sequence[Break]:
    keys = primary_key(before), primary_key(after)
    return breaking_changes(before["fields"], after["fields"], *keys)


def today() -> date:
    """Return the day, where the portal is."""
    return datetime.now(tk.h.get_display_timezone()).date()
