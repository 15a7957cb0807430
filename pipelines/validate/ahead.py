"""Read the next batch while one is checked: each alone leaves a core idle at times."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor

from pipelines.decode.batches import Batch


def ahead(batches: Iterable[Batch]) -> Iterator[Batch]:
    """Yield the same batches, one of them always read in advance; an error comes in its turn."""
    source = iter(batches)
    with ThreadPoolExecutor(1, "decode") as reader:
        coming = reader.submit(next, source, None)
        while (batch := coming.result()) is not None:
            coming = reader.submit(next, source, None)
            yield batch
