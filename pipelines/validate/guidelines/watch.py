"""Watch a file's batches go by, then answer every guideline."""

from collections.abc import Collection

from pipelines.decode.batches import Batch
from pipelines.validate.guidelines.census import Census
from pipelines.validate.guidelines.observed import Observed
from pipelines.validate.guidelines.registry import CHECKS
from pipelines.validate.guidelines.structure import Structure
from pipelines.validate.guidelines.subject import Subject
from pipelines.validate.guidelines.verdict import Verdict


class Watch:
    """Count what the checks need in one pass over the cells, whatever the number of checks."""

    def __init__(self, subject: Subject) -> None:
        self._subject = subject
        self._census = Census(len(subject.labels))
        self._structure = Structure(subject.labels)

    def see(self, batch: Batch) -> None:
        """Look at some rows; call it once for each batch, in the file's order."""
        self._census.see(batch.frame)
        self._structure.see(batch)

    def verdicts(self, private: Collection[int] = ()) -> tuple[Verdict, ...]:
        """Return the verdict of each check on the rows seen.

        `private`: the positions of columns with personal information; none of their values is
        repeated.
        """
        columns = self._census.columns()
        observed = Observed(self._subject, columns, self._structure, frozenset(private))
        return tuple(check.judge(observed) for check in CHECKS)


def watch(subject: Subject) -> Watch:
    """Begin to watch a file."""
    return Watch(subject)
