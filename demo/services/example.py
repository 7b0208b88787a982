"""A small programme for a demonstration that brings the school programme alone: two competencies, three sign-offs."""

from wagtail.models import Locale

from certification.exchange.programmes import CriterionDoc, ProgrammeDoc, SignDoc, SignOffDoc, VignetteDoc
from certification.models import Programme
from certification.services.programmes import save_parts
from curriculum.models import CompetencyFramework

FRAMEWORK = "Робота в громаді"
COMPETENCIES = {"c1": "Говорить спокійно й питає згоди", "c2": "Перенаправляє з найменшою кількістю даних"}
SAID = {
    "en": {
        "title": "Talking and referring (an example)",
        "award": "Talks calmly and refers with consent",
        "code_of_conduct": "I ask before I act.\nI write no more than is needed.",
    },
    "uk": {
        "title": "Розмова й перенаправлення (приклад)",
        "award": "Розмовляє спокійно й перенаправляє за згодою",
        "code_of_conduct": "Спершу питаю, тоді дію.\nЗаписую не більше, ніж потрібно.",
    },
}
SETTINGS = ("live", "role_play")


def _criteria(**texts: tuple[str, str]) -> tuple[CriterionDoc, ...]:
    return tuple(CriterionDoc(code, {"en": english, "uk": ukrainian}) for code, (english, ukrainian) in texts.items())


EXAMPLE = ProgrammeDoc(
    id="example",
    title={},
    summary={},
    award={},
    levels={"c1": 2, "c2": 2},
    sign_offs=(
        SignOffDoc(
            id="s1", title={"en": "Opening talk with consent", "uk": "Перша розмова зі згодою"}, settings=SETTINGS,
            competencies=("c1",),
            criteria=_criteria(
                consent=("Asks for consent in plain words", "Просить згоди простими словами"),
                limits=("Says what cannot stay between the two", "Каже, що не може лишитися між ними"),
                ending=("Ends the talk in time and calmly", "Завершує розмову вчасно й спокійно"),
            ),
        ),
        SignOffDoc(
            id="s2", title={"en": "Referral letter", "uk": "Лист-направлення"}, settings=("live", "form"),
            competencies=("c2",),
            criteria=_criteria(
                little=("Names no more than is needed", "Називає не більше, ніж потрібно"),
                answer=("Agrees when an answer comes", "Домовляється про день відповіді"),
            ),
        ),
        SignOffDoc(
            id="s3", title={"en": "Joint meeting", "uk": "Спільна зустріч"}, settings=SETTINGS,
            competencies=("c1", "c2"),
            criteria=_criteria(roles=("Says who does what until when", "Каже, хто що робить і до якого дня")),
        ),
    ),
    vignettes=(
        VignetteDoc(
            id="w1",
            text={"en": "Mira, 17, is offered a hotel job by “a friend of an uncle”, who pays the ticket.",
                  "uk": "Мірі 17. «Друг дядька» пропонує роботу в готелі й оплачує квиток."},
            questions={"en": "What do you do first, and what would you not do?",
                       "uk": "Що зробите спершу, а чого не робитимете?"},
            model_answer={"en": "A calm talk, the child rule, a referral to child protection.",
                          "uk": "Спокійна розмова, правило дитини, направлення до захисту дітей."},
            not_do={"en": "Call the recruiter; lecture her.", "uk": "Телефонувати вербувальникові; повчати її."},
            signs=(
                SignDoc("ticket", "money", "told", {"en": "Somebody else pays the way", "uk": "Дорогу оплачує інший"}),
                SignDoc("papers", "documents", "not_known",
                        {"en": "Somebody else holds the papers", "uk": "Документи в когось іншого"}),
            ),
        ),
    ),
)  # fmt: skip


def make_example() -> Programme:
    """Make the programme in two languages, and return the row in the source language."""
    source = Locale.get_default()
    framework = CompetencyFramework.objects.create(title=FRAMEWORK, version="1", locale=source)
    competencies = {
        code: framework.competencies.create(code=code.upper(), statement=words, locale=source)
        for code, words in COMPETENCIES.items()
    }
    first = Programme.objects.create(
        code=EXAMPLE.id, framework=framework, locale=source, live_minimum=2, **SAID[source.language_code]
    )
    for locale in Locale.objects.filter(language_code__in=SAID).exclude(pk=source.pk):
        Programme.objects.create(
            code=EXAMPLE.id, framework=framework, locale=locale, live_minimum=2, public_id=first.public_id,
            translation_key=first.translation_key, **SAID[locale.language_code],
        )  # fmt: skip
    save_parts(programme=first, doc=EXAMPLE, competencies=competencies, courses={})
    return first
