"""Reads of classes, cards, requests and staff."""
