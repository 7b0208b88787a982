"""A programme's parts as a pack's file says them."""

from collections.abc import Mapping
from dataclasses import dataclass

from certification.enums import NUMBERS
from certification.exchange.programmes import CriterionDoc, ProgrammeDoc, SignDoc, SignOffDoc, Texts, VignetteDoc
from certification.models import Programme, RequiredCourse, RequiredLevel, SignOffRule, Vignette


@dataclass(frozen=True, slots=True, kw_only=True)
class PackNames:
    """A pack's short names of rows, by the number of the row in the source language."""

    competencies: Mapping[int, str]
    courses: Mapping[int, str]
    quizzes: Mapping[int, str]


def programme_doc(programme: Programme, short: str, texts: Mapping[str, Texts], names: PackNames) -> ProgrammeDoc:
    """Return a programme with its current parts; ``texts`` hold its own fields by language. Seven queries.

    What was chosen from outside the pack is left out: its file could not name it.
    """
    courses = RequiredCourse.objects.filter(programme=programme).order_by("pk").values_list("course_id", flat=True)
    levels = RequiredLevel.objects.filter(programme=programme).order_by("pk").values_list("competency_id", "level")
    numbers = {name: getattr(programme, name) for name in NUMBERS}
    return ProgrammeDoc(
        id=short,
        title=texts["title"],
        summary=texts["summary"],
        award=texts["award"],
        courses=tuple(names.courses[course] for course in courses if course in names.courses),
        test=names.quizzes.get(programme.test_id or 0, ""),
        renewal_test=names.quizzes.get(programme.renewal_test_id or 0, ""),
        numbers={name: value for name, value in numbers.items() if value != NUMBERS[name]},
        levels={names.competencies[row]: level for row, level in levels if row in names.competencies},
        conduct=_sentences(texts["code_of_conduct"]),
        sign_offs=_sign_offs(programme, names.competencies),
        vignettes=_vignettes(programme),
    )


def _sentences(texts: Texts) -> tuple[Texts, ...]:
    """Return the code of conduct sentence by sentence; a language that has another number of them is left out."""
    lines = {language: text.split("\n") for language, text in texts.items()}
    longest = max((len(found) for found in lines.values()), default=0)
    return tuple(
        {language: found[number] for language, found in lines.items() if len(found) == longest}
        for number in range(longest)
    )


def _sign_offs(programme: Programme, competencies: Mapping[int, str]) -> tuple[SignOffDoc, ...]:
    rules = SignOffRule.objects.filter(programme=programme, is_current=True).order_by("position", "pk")
    return tuple(
        SignOffDoc(
            id=rule.code.lower(),
            title=rule.titles,
            settings=tuple(rule.settings),
            competencies=tuple(
                competencies[one.competency_id]
                for one in sorted(rule.shows.all(), key=lambda one: one.pk)
                if one.competency_id in competencies
            ),
            criteria=tuple(CriterionDoc(one.code, one.texts) for one in rule.criteria.all() if one.is_current),
            is_for_renewal=rule.is_for_renewal,
            sheets=rule.sheets,
            agreement_percent=rule.agreement_percent or 0,
            log_entries=rule.log_entries,
        )
        for rule in rules.prefetch_related("shows", "criteria")
    )


def _vignettes(programme: Programme) -> tuple[VignetteDoc, ...]:
    cases = Vignette.objects.filter(programme=programme, is_current=True).order_by("position", "pk")
    return tuple(
        VignetteDoc(
            id=case.code.lower(),
            text=case.texts,
            questions=case.questions,
            model_answer=case.model_answers,
            not_do=case.not_do,
            signs=tuple(
                SignDoc(sign.code, sign.dimension, sign.key, sign.texts) for sign in case.signs.all() if sign.is_current
            ),
        )
        for case in cases.prefetch_related("signs")
    )
