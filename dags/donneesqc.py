"""Airflow DAGs of the portal: one for each family of sources, made from the sources' YAML."""

import sys
from pathlib import Path

# A bundle's folder is on the path; a bare DagBag, as tests make, doesn't put it there.
if (_folder := str(Path(__file__).parent)) not in sys.path:
    sys.path.append(_folder)

from donneesqc_dags.family import make_dag  # noqa: E402
from pipelines.sources import load_sources  # noqa: E402

_sources = load_sources()
for _family in sorted({source.family for source in _sources}):
    make_dag(_family, tuple(source for source in _sources if source.family == _family))
