"""Screens of the content packs, in the CMS."""
