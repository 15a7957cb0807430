"""Follow the files of resources: a new one has a map made."""

from ckan import model
from ckanext.donneesqc.geo import files, jobs
from sqlalchemy import event


def follow(package: dict) -> None:
    """Have a worker look at a dataset's files once it is written, if one may be a map."""
    if any(map(files.may_have_map, package.get("resources", []))):
        identifier = package["id"]
        event.listen(
            model.Session(), "after_commit", lambda _: jobs.enqueue_dataset(identifier), once=True
        )
