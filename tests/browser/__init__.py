"""The demonstration site in a real browser: one journey, accessibility of every screen, no foreign requests."""
