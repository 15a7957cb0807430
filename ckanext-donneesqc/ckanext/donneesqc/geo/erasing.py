"""Erase the maps of files that are no longer there."""

from ckan import model
from ckanext.donneesqc.geo import files, store
from ckanext.donneesqc.geo.model import Map
from sqlalchemy import event


def erase_stale(package_id: str, **_: object) -> None:
    """Erase each map of a dataset that isn't of its resource's present file."""
    maps = model.Session.query(Map).filter(Map.package_id == package_id).all()
    for known in maps:
        resource = model.Session.get(model.Resource, known.resource_id)
        active = resource is not None and resource.state == "active"
        origin = files.origin_of(resource.as_dict()) if resource is not None and active else None
        if origin is None or not files.is_of(known.mark, origin):
            store.forget(known.resource_id)
            model.Session.delete(known)
    model.Session.commit()


def erase_all(package_id: str) -> None:
    """Erase the maps of a dataset that is being deleted; their files go once it is."""
    maps = model.Session.query(Map).filter(Map.package_id == package_id).all()
    resources = [known.resource_id for known in maps]
    for known in maps:
        model.Session.delete(known)

    def forget(_: object) -> None:
        for resource_id in resources:
            store.forget(resource_id)

    event.listen(model.Session(), "after_commit", forget, once=True)
