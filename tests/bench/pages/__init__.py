"""Pages of the portal against the same pages of a vanilla CKAN that holds the same datasets."""
