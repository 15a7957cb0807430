"""Work on deposits, one dataset at a time, each in the order in which it came.

The database is the queue: what is committed there will be worked on, whoever is killed meanwhile.
"""

import logging
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from threading import Thread

from ckan import model
from ckanext.donneesqc.deposits import records
from ckanext.donneesqc.deposits.model import Deposit
from ckanext.donneesqc.deposits.states import State
from ckanext.donneesqc.deposits.work import mail, problems, withdrawal
from ckanext.donneesqc.deposits.work.check import check, today
from ckanext.donneesqc.deposits.work.clean import clean
from ckanext.donneesqc.deposits.work.erase import erase_purged
from ckanext.donneesqc.deposits.work.finish import finish_one
from ckanext.donneesqc.deposits.work.live import go_live
from ckanext.donneesqc.deposits.work.lock import dataset_lock
from ckanext.donneesqc.deposits.work.stage import stage
from ckanext.donneesqc.deposits.work.sweep import sweep

IDLE, PAUSE, PATIENCE = 0.5, 2.0, 5.0  # seconds
HANDS = 2  # deposits worked on at once by one process
log = logging.getLogger(__name__)


def _release(deposit: Deposit) -> None:
    """Take up a deposit that was announced, on its day."""
    records.move(deposit, State.CHECKED)


WORK: dict[State, Callable[[Deposit], None]] = {
    State.RECEIVED: check,
    State.ANNOUNCED: _release,
    State.CHECKED: stage,
    State.STAGED: go_live,
}


def run(ends: Callable[[], bool], context: Callable[[], AbstractContextManager]) -> None:
    """Work until told to end: deposits here, what follows them (files, e-mails) on a side.

    Several hands work on deposits, so that a long one doesn't keep the others waiting. `context`
    gives the one in which CKAN makes addresses.
    """
    works = (follow_up, *[work_once] * (HANDS - 1))
    beside = [Thread(target=_repeat, args=(work, ends, context), daemon=True) for work in works]
    for hand in beside:
        hand.start()
    _repeat(work_once, ends, context)
    for hand in beside:
        hand.join(PATIENCE)


def _repeat(
    work: Callable[[], bool],
    ends: Callable[[], bool],
    context: Callable[[], AbstractContextManager],
) -> None:
    """Do a work again and again; a database that is down is waited for."""
    while not ends():
        busy = False
        try:
            with context():
                busy = work()
        except Exception as reason:
            log.error("%s", problems.where(reason))  # noqa: TRY400 - a message may quote a file
            time.sleep(PAUSE)
        finally:
            model.Session.remove()
        if not busy:
            time.sleep(IDLE)


def follow_up() -> bool:
    """Do what no reader waits for: letters, erasing, a version's files; each whatever the rest."""
    busy = failed = False
    for step in (erase_purged, withdrawal.purge_left, sweep, mail.send_waiting, finish_one):
        try:
            busy |= bool(step())
        except Exception as reason:
            failed = True
            model.Session.rollback()
            log.error("%s", problems.where(reason))  # noqa: TRY400 - a message may quote a file
    if failed:
        time.sleep(PAUSE)
    return busy


def work_once(ends: Callable[[], bool] = lambda: False) -> bool:
    """Work on each dataset that has something to do; return whether there was one."""
    packages = records.due(today())
    model.Session.remove()
    busy = False
    for package_id in packages:
        if ends():
            return busy
        with dataset_lock(package_id) as taken:
            busy |= taken and _work_on(package_id, ends)
    return busy


def _work_on(package_id: str, ends: Callable[[], bool]) -> bool:
    """Take the dataset's next deposit as far as it goes: others have their turn then.

    Return whether it moved.
    """
    busy, first = False, ""
    while not ends():
        deposit = records.first_active(package_id, today())
        if deposit is None or (deposit.retry_at and deposit.retry_at > problems.now()):
            break
        first = first or deposit.id
        if deposit.id != first:
            break
        if not _advance(deposit):
            break
        busy = True
    model.Session.remove()
    return busy


def _advance(deposit: Deposit) -> bool:
    """Do the work of a deposit's state; return whether it moved."""
    identifier = deposit.id
    try:
        WORK[State(deposit.state)](deposit)
    except records.Overtaken:
        clean(records.known(identifier))  # cancelled meanwhile
    except Exception as reason:
        model.Session.rollback()
        return problems.meet(records.known(identifier), reason)
    return True
