"""What an uploaded bank would change: new questions, known ones, and what is left out and why."""

import json
import zlib
from collections import Counter
from dataclasses import dataclass
from itertools import batched

from wagtail.models import Locale

from assessments.exchange.banks import stored
from assessments.exchange.banks.base import BankQuestion, Finding, Reason
from assessments.exchange.banks.building import content_digest
from assessments.models import BankOrigin, BankUpload

SHOWN = 200
AT_A_TIME = 500


@dataclass(frozen=True, slots=True)
class PlannedQuestion:
    """One question of the preview."""

    name: str
    kind: str
    place: str
    is_known: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BankPlan:
    """An upload against the questions that are here in one language."""

    new: int
    known: int
    questions: tuple[PlannedQuestion, ...]
    reported: tuple[Finding, ...]
    reported_count: int
    notes: tuple[tuple[Reason, int, tuple[Finding, ...]], ...]
    kinds: tuple[tuple[str, int], ...]

    @property
    def has_more(self) -> bool:
        """Whether some questions are not listed."""
        return self.new + self.known > len(self.questions)


def plan_bank(upload: BankUpload, locale: Locale) -> BankPlan:
    """Return what importing the upload into a language would do; the questions themselves are not written."""
    content = json.loads(zlib.decompress(bytes(upload.content)))
    questions = [stored.question(written) for written in content["questions"]]
    known = _known(questions, locale)
    notes: dict[Reason, list[Finding]] = {}
    for finding in stored.findings(content["notes"]):
        notes.setdefault(finding.reason, []).append(finding)
    return BankPlan(
        new=len(questions) - len(known),
        known=len(known),
        questions=tuple(
            PlannedQuestion(one.name, one.kind, one.place, place in known)
            for place, one in enumerate(questions[:SHOWN])
        ),
        reported=tuple(stored.findings(content["reported"])[:SHOWN]),
        reported_count=content["reported_count"],
        notes=tuple((reason, len(found), tuple(found[:20])) for reason, found in notes.items()),
        kinds=tuple(Counter(one.kind for one in questions).most_common()),
    )


def _known(questions: list[BankQuestion], locale: Locale) -> set[int]:
    """Return the places of the questions that were imported before."""
    digests = [content_digest(one.kind, one.question, one.mark) for one in questions]
    here: set[str] = set()
    for batch in batched(digests, AT_A_TIME, strict=False):
        here.update(BankOrigin.objects.filter(locale=locale, digest__in=batch).values_list("digest", flat=True))
    return {place for place, digest in enumerate(digests) if digest in here}
