"""Gap match: words of one list go into the gaps of a text, each word once."""
