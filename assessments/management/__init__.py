"""Commands of the content packs."""
