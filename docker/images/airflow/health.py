"""Exit 0 when Airflow finds one of its components healthy: `health.py scheduler`."""

import json
import sys
import urllib.request

ADDRESS = "http://airflow-api:8080/api/v2/monitor/health"

with urllib.request.urlopen(ADDRESS, timeout=10) as answer:
    states = json.load(answer)
sys.exit(0 if states[sys.argv[1]]["status"] == "healthy" else 1)
