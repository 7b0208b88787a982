"""Writes of the demonstration: loading its content, opening its door."""

from demo.services.doors import DoorClosed, print_card, sign_in_as
from demo.services.loading import DemoRefused, load_demo

__all__ = ["DemoRefused", "DoorClosed", "load_demo", "print_card", "sign_in_as"]
