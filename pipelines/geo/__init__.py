"""Geographic data: read any format, bring it to one reference system, make what a map needs.

Needs the extra `ckan`: pyogrio, pyproj and shapely, which a respondent's install doesn't have.
"""
