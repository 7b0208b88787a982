"""Content packs: reading and writing whole courses as readable files."""
