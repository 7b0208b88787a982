"""Schema of the audit log, its triggers included."""
