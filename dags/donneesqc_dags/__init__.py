"""What the DAGs are made of; nothing here runs before a task does, but the making of the DAGs."""
