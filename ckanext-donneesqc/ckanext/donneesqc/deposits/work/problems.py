"""What may keep a deposit waiting, and when to try again."""

import errno
import logging
import traceback
from datetime import timedelta
from pathlib import Path

from ckan import model
from ckan.lib.search import SearchError, SearchIndexError
from ckanext.donneesqc.apart import Stopped
from ckanext.donneesqc.deposits.model import Deposit, now
from ckanext.donneesqc.deposits.states import State, may_follow
from ckanext.donneesqc.deposits.table.swap import StillRead
from ckanext.donneesqc.deposits.work.quarantine import quarantine
from psycopg2 import InterfaceError, OperationalError
from psycopg2.errors import (
    DataException,
    DiskFull,
    DuplicateColumn,
    IntegrityError,
    ProgramLimitExceeded,
    TooManyColumns,
)
from sqlalchemy.exc import DBAPIError

FIRST, LONGEST = 2.0, 300.0  # seconds
NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
NEVER_FITS = (  # the table can't be made of it
    DataException, IntegrityError, ProgramLimitExceeded, DuplicateColumn, TooManyColumns,
)  # fmt: skip
MOST_TRIES = 12  # of what nobody foresaw, half an hour or so: others wait behind it
log = logging.getLogger(__name__)


def code_of(reason: Exception) -> str:
    """Return the code of what keeps a deposit waiting."""
    cause = reason.orig if isinstance(reason, DBAPIError) else reason
    if isinstance(cause, StillRead):
        return "deposit-still-read"
    if isinstance(cause, DiskFull) or (isinstance(cause, OSError) and cause.errno in NO_ROOM):
        return "deposit-disk-full"
    if isinstance(cause, SearchError | SearchIndexError):
        return "deposit-search-down"
    if isinstance(cause, OperationalError | InterfaceError):
        return "deposit-database-down"
    if isinstance(cause, Stopped):
        return "deposit-engine-again"
    return "deposit-unexpected"


def meet(deposit: Deposit, reason: Exception) -> bool:
    """Quarantine what no retry can load; let the rest wait. Return whether the deposit moved."""
    cause = reason.orig if isinstance(reason, DBAPIError) else reason
    code = code_of(reason)
    log.error("Deposit %s: %s, %s", deposit.id, code, where(reason))
    if isinstance(cause, NEVER_FITS) and deposit.state == State.CHECKED:
        quarantine(deposit, "deposit-unloadable")
        return True
    hopeless = code == "deposit-unexpected" and deposit.tries + 1 >= MOST_TRIES
    if hopeless and may_follow(State(deposit.state), State.QUARANTINED):
        quarantine(deposit, "deposit-given-up")
        return True
    deposit.problem = {"code": code}
    deposit.tries += 1
    deposit.retry_at = now() + timedelta(seconds=min(FIRST * 2 ** (deposit.tries - 1), LONGEST))
    model.Session.commit()
    return False


def where(reason: Exception) -> str:
    """Return what kind of error it is and where; its message could quote the file."""
    frames = traceback.extract_tb(reason.__traceback__)
    places = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames)]
    return " <- ".join([type(reason).__name__, *places])
