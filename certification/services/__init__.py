"""Writes of the professional track, by what is done; each module names its transitions."""
