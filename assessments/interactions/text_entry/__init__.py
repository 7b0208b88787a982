"""Text entry: a word or two are written into a box, or into the gaps of a passage."""
