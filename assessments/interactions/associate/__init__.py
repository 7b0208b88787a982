"""Associate: lines of one list are joined into pairs; some may belong to nobody."""
