"""Erase what is left of the datasets that an operator purged."""

import logging
from pathlib import Path

from ckan import model
from ckan.lib.uploader import ResourceUpload
from ckanext.donneesqc.deposits import store
from ckanext.donneesqc.deposits.model import Deposit, Mail, Step, Version
from ckanext.donneesqc.deposits.signals import ERASED
from ckanext.donneesqc.deposits.table import swap
from ckanext.donneesqc.deposits.work.dataset import original_id
from ckanext.donneesqc.deposits.work.lock import dataset_lock

log = logging.getLogger(__name__)


def erase_purged() -> None:
    """Erase the tables, the files and the records of every dataset that is no longer there."""
    purged = model.Session.query(Deposit.package_id).filter(
        ~model.Session.query(model.Package.id).filter_by(id=Deposit.package_id).exists()
    )
    for (package_id,) in purged.distinct().all():
        with dataset_lock(package_id) as taken:
            if taken:
                _erase(package_id)


def _erase(package_id: str) -> None:
    deposits = model.Session.query(Deposit).filter(Deposit.package_id == package_id).all()
    files = {deposit.resource_id for deposit in deposits}
    for table in files:
        swap.drop(table)
    files |= {original_id(deposit) for deposit in deposits}
    for identifier in files:
        Path(ResourceUpload({}).get_path(identifier)).unlink(missing_ok=True)
    store.forget_dataset(package_id)
    ids = [deposit.id for deposit in deposits]
    model.Session.query(Version).filter(Version.package_id == package_id).delete()
    for table in (Mail, Step):
        model.Session.query(table).filter(table.deposit_id.in_(ids)).delete()
    model.Session.query(Deposit).filter(Deposit.package_id == package_id).delete()
    model.Session.commit()
    ERASED.send(package_id)
    log.info("Deposits of the purged dataset %s erased", package_id)
