"""Screens of operations, one module per reader."""
