"""Let one worker at a time work on a resource."""

from contextlib import AbstractContextManager

from ckanext.donneesqc.locks import advisory_lock

SPACE = 0x_CA_27  # ours among the database's advisory locks


def resource_lock(resource_id: str, patience: float = 0) -> AbstractContextManager[bool]:
    """Hold the lock of a resource; give whether it was free, or was within `patience` seconds."""
    return advisory_lock(SPACE, resource_id, patience)
