"""The file format of backups: pure code that knows no database and no settings."""
