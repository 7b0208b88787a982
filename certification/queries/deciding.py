"""What a certifier reads before a decision: every rule, whether it is met, and what it rests on."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from certification.enums import RuleKind
from certification.grading import Finding
from certification.models import Candidacy, Evidence, LevelRating, LogEntry, SignOff, SignOffRule
from certification.queries.facts import findings_of
from curriculum.models import Competency
from curriculum.queries import statements


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One rule with its title, its newest sign-off first, the evidence added for it, and ratings of a level."""

    finding: Finding
    title: str
    sign_offs: Sequence[SignOff] = ()
    evidence: Sequence[Evidence] = ()
    levels: Sequence[LevelRating] = ()
    entries: Sequence[LogEntry] = ()


def rule_rows(candidacy: Candidacy, language: str | None) -> list[RuleRow]:
    """Return every rule of a dossier in its order. A fixed number of queries."""
    found = findings_of([candidacy])[candidacy.pk]
    return list(_Rows(candidacy, language).rows(found))


class _Rows:
    """Fetches once what the rows show."""

    def __init__(self, candidacy: Candidacy, language: str | None) -> None:
        self._rules = {row.code: row for row in SignOffRule.objects.filter(programme=candidacy.programme_id)}
        self._sign_offs: dict[str, list[SignOff]] = defaultdict(list)
        signed = candidacy.sign_offs.select_related("rule", "assessor", "second_assessor", "observation")
        for sign_off in signed.prefetch_related("observation__marks__criterion"):
            self._sign_offs[sign_off.rule.code].append(sign_off)
        self._evidence: dict[str, list[Evidence]] = defaultdict(list)
        for evidence in Evidence.objects.standing().filter(candidacy=candidacy).select_related("rule"):
            self._evidence[evidence.rule.code].append(evidence)
        self._levels: dict[str, list[LevelRating]] = defaultdict(list)
        for rating in candidacy.level_ratings.select_related("competency", "assessor"):
            self._levels[rating.competency.code].append(rating)
        self._entries = list(candidacy.log_entries.select_related("supervised_by"))
        rows = Competency.objects.filter(framework=candidacy.programme.framework_id)
        keys = {code: str(key) for code, key in rows.values_list("code", "translation_key")}
        said = statements(list(keys.values()), language)
        self._statements = {code: said.get(key, "") for code, key in keys.items()}

    def rows(self, found: Sequence[Finding]) -> Iterator[RuleRow]:
        for one in found:
            rule = self._rules.get(one.code) if one.kind == RuleKind.SIGN_OFF else None
            if one.kind == RuleKind.LEVEL:
                title = f"{one.code} · {self._statements.get(one.code, '')}"
                yield RuleRow(one, title, levels=self._levels[one.code])
            elif rule is not None:
                entries = self._entries if rule.log_entries else ()
                yield RuleRow(one, str(rule), self._sign_offs[one.code], self._evidence[one.code], entries=entries)
            elif one.kind == RuleKind.SIGN_OFF:
                every = [row for rows in self._sign_offs.values() for row in rows]
                yield RuleRow(
                    one, str(one.kind.label), every, [row for rows in self._evidence.values() for row in rows]
                )
            else:
                name = f"{one.kind.label}: {one.code}" if one.kind == RuleKind.COURSE else str(one.kind.label)
                yield RuleRow(one, name)
