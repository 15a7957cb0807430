"""Tell a deposit's states as they come, then how it ended."""

import sys
from collections.abc import Iterator

from pipelines.cli.amounts import amount, day, moment
from pipelines.cli.codes import INVALID, VALID
from pipelines.messages import Refusal, message
from pipelines.publish import Portal
from pipelines.publish.deposits import QUARANTINED, Deposit, Step, follow_deposit, show_deposit
from pipelines.publish.patience import passing
from pipelines.report.visible import visible

STATES = {
    "receiving": "command-state-receiving",
    "received": "command-state-received",
    "checked": "command-state-checked",
    "announced": "command-state-announced",
    "staged": "command-state-staged",
    "live": "command-state-live",
    "replaced": "command-state-replaced",
    "quarantined": "command-state-quarantined",
    "cancelled": "command-state-cancelled",
    "withdrawn": "command-state-withdrawn",
}
ENDS = {
    "live": "command-end-live",
    "announced": "command-end-announced",
    "replaced": "command-end-replaced",
    "quarantined": "command-end-quarantined",
    "cancelled": "command-end-cancelled",
    "withdrawn": "command-end-withdrawn",
}
CODES = {"quarantined": INVALID, "cancelled": INVALID, "withdrawn": INVALID}
SHOWN = 5  # errors


def await_end(portal: Portal, deposit: str, language: str) -> int:
    """Tell each new state on a line until the deposit is settled; return the exit code."""
    command = f"donneesqc suivre {deposit} --attendre"
    try:
        last = _told(portal, deposit, language)
    except KeyboardInterrupt as stop:
        raise Refusal("command-goes-on", command=command) from stop
    except Refusal as refusal:
        if not passing(refusal):
            raise
        raise Refusal("command-lost", command=command) from refusal
    if not last.settled:
        raise Refusal("command-goes-on", command=command)
    if last.state == QUARANTINED and last.report is None:
        last = show_deposit(portal, deposit, report=True)
    print("\n".join(end_lines(last, language)))  # noqa: T201 - the command speaks here
    return CODES.get(last.state, VALID)


def _told(portal: Portal, deposit: str, language: str) -> Deposit:
    told, last = 0, Deposit(deposit, "")
    for last in follow_deposit(portal, deposit):
        steps = last.steps or (Step(last.state),)
        for step in steps[told if last.steps else 0 :]:
            print(step_line(step, language), flush=True)  # noqa: T201
        told = len(steps)
        if last.problem:
            print(problem_line(last, language), file=sys.stderr, flush=True)  # noqa: T201
    return last


def state_said(state: str, language: str) -> str:
    """Return a state's words; one that a newer portal has is said as it is."""
    return message(STATES[state], language) if state in STATES else visible(state)


def step_line(step: Step, language: str) -> str:
    """Return a state, with the portal's sentence when it says why; the end says a quarantine's."""
    words = state_said(step.state, language)
    when = f"{moment(step.at)}  " if step.at else ""
    why = f" ({step.sentence})" if step.code and step.state != QUARANTINED else ""
    return visible(f"  {when}{words}{why}")


def problem_line(deposit: Deposit, language: str) -> str:
    """Return why the deposit waits."""
    return visible(message("command-problem", language, reason=deposit.problem))


def end_lines(deposit: Deposit, language: str) -> Iterator[str]:
    """Yield how a settled deposit ended: the address, the date or what is wrong."""
    values = {
        "version": deposit.version or 0,
        "date": day(deposit.effective_date, language),
        "address": deposit.dataset_address or deposit.address,
    }
    counts = (deposit.added, deposit.changed, deposit.removed)
    if deposit.state == QUARANTINED:
        yield from _errors(deposit)
    elif deposit.state == "live" and any(count is not None for count in counts):
        yield "  " + changes_said(counts, language)
    yield from (f"  • {visible(sentence)}" for sentence in deposit.breaking)
    yield visible(message(ENDS[deposit.state], language, **values))
    if deposit.state == QUARANTINED and deposit.report_address:
        yield visible(message("command-full-report", language, address=deposit.report_address))


def changes_said(counts: tuple[int | None, int | None, int | None], language: str) -> str:
    """Return « 12 lignes ajoutées, 3 modifiées, 1 retirée »."""
    added, changed, removed = (count or 0 for count in counts)
    return message("command-changes", language, added=added, changed=changed, removed=removed)


def deposit_lines(deposit: Deposit, language: str) -> Iterator[str]:
    """Yield a deposit's card: what was sent where, its steps, where it stands."""
    where = " · ".join(filter(None, (deposit.dataset, deposit.publication)))
    size = amount(deposit.size, language)
    yield visible(f"{deposit.file_name} ({size}) → {where}")
    yield from (step_line(step, language) for step in deposit.steps)
    if deposit.problem:
        yield problem_line(deposit, language)


def _errors(deposit: Deposit) -> Iterator[str]:
    """Yield the report's first errors, or the portal's sentence when there is no report."""
    report = deposit.report or {}
    found = list(report.get("errors", ()))
    for task in report.get("tasks", ()):
        found.extend(task.get("errors", ()))
    said = [error["message"] for error in found[:SHOWN]] or _reasons(deposit)
    yield from (f"  ✗ {visible(sentence)}" for sentence in said)


def _reasons(deposit: Deposit) -> list[str]:
    """Return the portal's sentence on a quarantine whose cause isn't in the report."""
    last = [step for step in deposit.steps if step.state == QUARANTINED][-1:]
    return [step.sentence for step in last if step.code and step.sentence]
