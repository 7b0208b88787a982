"""Files that operations writes and reads: backups, and what is held on one person."""
