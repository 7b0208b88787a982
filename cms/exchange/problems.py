"""What is wrong with a file, said so that its author finds the place."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

# A file that is wrong in a thousand places is wrong in kind; nobody reads further than this.
MOST_PROBLEMS = 200


@dataclass(frozen=True, slots=True, order=True)
class PackProblem:
    """One problem: the file, the line or field, and a sentence; ``str()`` is the line a person reads."""

    file: str
    place: str
    message: str

    def __str__(self) -> str:
        where = ", ".join(part for part in (self.file, self.place) if part)
        return f"{where}: {self.message}" if where else self.message


@dataclass(frozen=True, slots=True, order=True)
class Gap(PackProblem):
    """Something a translation lacks; ``owner`` is the name of the row that waits for it. Nobody's mistake."""

    owner: str


class Problems(list[PackProblem]):
    """All problems of one reading, in the order they were met."""

    def add(self, file: str, place: str, message: str) -> None:
        """Note a problem; from the two-hundredth on, only that there are more."""
        if len(self) < MOST_PROBLEMS:
            self.append(PackProblem(file, place, message))
        elif len(self) == MOST_PROBLEMS:
            self.append(PackProblem(file, "", _("There are more problems; these come first.")))


def line(number: int) -> str:
    """Return the words for a place in a text file."""
    return _("line %(number)d") % {"number": number}
