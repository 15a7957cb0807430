"""Airflow DAGs of the portal: one for each family of sources, made from the sources' YAML."""

import sys
from pathlib import Path

# A bundle's folder is on the path; a bare DagBag, as tests make, doesn't put it there.
if (_folder := str(Path(__file__).parent)) not in sys.path:
    sys.path.append(_folder)

from donneesqc_dags import certification  # noqa: E402
from donneesqc_dags.catalogue import read_catalogue  # noqa: E402
from donneesqc_dags.family import make_dag  # noqa: E402

_catalogue = read_catalogue()
for _family in _catalogue.families():
    make_dag(_family, _catalogue.family(_family))
certification.make_dags()
