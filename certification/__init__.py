"""Certifying professionals: programmes, dossiers, decisions, certificates."""
