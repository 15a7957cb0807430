"""Tests of the pure library: no CKAN, no Airflow, no network beyond this machine."""
