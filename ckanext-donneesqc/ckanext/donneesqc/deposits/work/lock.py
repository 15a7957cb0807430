"""Let one worker at a time work on a dataset."""

from contextlib import AbstractContextManager

from ckanext.donneesqc.locks import advisory_lock

SPACE = 0x_D0_9C  # ours among the database's advisory locks


def dataset_lock(package_id: str, patience: float = 0) -> AbstractContextManager[bool]:
    """Hold the lock of a dataset; give whether it was free, or was within `patience` seconds."""
    return advisory_lock(SPACE, package_id, patience)
