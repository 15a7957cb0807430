"""Publishing, from a deposit to readers, beside ckanext-xloader and SQL written by hand."""
