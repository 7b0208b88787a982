"""Who reaches what: every address, with every role, against the objects of three classes."""
