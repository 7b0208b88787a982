"""Screens: public pages, the calculator, the directory for its keepers."""
