"""Tags of the professional track."""
