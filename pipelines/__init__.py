"""Pull a ministry's data, check them and publish them: a library without CKAN and without Airflow.

A file travels `fetch → decode → conform → validate → publish`; `pipelines.run` reads it aloud.
"""
