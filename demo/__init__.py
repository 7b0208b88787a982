"""A cast of invented people and a door to try each role; never in production."""
