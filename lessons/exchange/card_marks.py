"""The marks on answer cards: 5 × 5 cells that name a seat and a side, and cannot be taken for another card's."""

from functools import cache

SIDE = 5
CELLS = SIDE * SIDE
SEATS = 64
# Any two cards, however they are turned, differ in so many cells: one that is misread still leads to its own card.
APART = 6
# The letter on top after so many quarter turns clockwise.
LETTERS = "ADCB"
# Spreads candidates evenly over all patterns (Knuth's multiplicative hashing), the same for ever.
STEP = 0x9E3779B1


def turned(mark: int) -> int:
    """Return a mark as it looks after a quarter turn clockwise; the highest bit is the cell at the top left."""
    bits = [mark >> (CELLS - 1 - place) & 1 for place in range(CELLS)]
    cells = [bits[(SIDE - 1 - column) * SIDE + row] for row in range(SIDE) for column in range(SIDE)]
    return int("".join(map(str, cells)), 2)


@cache
def marks() -> tuple[int, ...]:
    """Return the marks of seats 1 to 64: the first patterns that are far enough from all before and from themselves."""
    found: list[int] = []
    taken: list[int] = []
    number = 0
    while len(found) < SEATS:
        number += 1
        mark = number * STEP % 2**CELLS
        sides = [mark]
        for _turn in range(3):
            sides.append(turned(sides[-1]))
        own = min((mark ^ side).bit_count() for side in sides[1:])
        if own >= APART and all((mark ^ other).bit_count() >= APART for other in taken):
            found.append(mark)
            taken += sides
    return tuple(found)


def mark_cells(seat: int) -> list[list[bool]]:
    """Return the rows of a seat's mark; a dark cell is True."""
    mark = marks()[seat - 1]
    bits = [bool(mark >> (CELLS - 1 - place) & 1) for place in range(CELLS)]
    return [bits[row * SIDE : (row + 1) * SIDE] for row in range(SIDE)]
