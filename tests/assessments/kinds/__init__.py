"""One module per interaction kind: what its items, their words and their answers may be, and which fields it posts."""
