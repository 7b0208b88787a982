"""What authors and analysts see of questions: figures over everybody, never a class, a school or a person."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Max, TextField
from django.db.models.functions import Cast

from assessments import interactions, statistics
from assessments.interactions.base import FrozenItem, ItemTexts, Scoring
from assessments.models import Item, Quiz, QuizVersion
from assessments.queries.frozen import FrozenTexts, frozen_texts, quiz_titles
from assessments.queries.sheets import erased_counts, read_sheets


@dataclass(frozen=True)
class OptionFigure:
    """One line of the distractor table with its words."""

    analysis: statistics.OptionAnalysis
    text: str
    misconception: str


@dataclass(frozen=True)
class ItemFigures:
    """One question: its newest frozen words, its figures, and alpha of the quiz without it."""

    item: FrozenItem
    texts: ItemTexts
    analysis: statistics.ItemAnalysis
    options: Sequence[OptionFigure]
    alpha_without: float | None = None


@dataclass(frozen=True)
class QuizFigures:
    """One quiz: attempts at its newest version, alpha of that version, its questions over all versions.

    ``left_out`` counts its questions that a person marks: they have no key to compare with.
    """

    title: str
    items: Sequence[ItemFigures]
    reliability: statistics.Reliability
    attempts: int
    is_cut: bool
    left_out: int = 0


@dataclass(frozen=True)
class QuizRow:
    """One quiz of the list."""

    quiz: Quiz
    title: str


def published_quizzes(language: str | None) -> list[QuizRow]:
    """Return every quiz that was published, the newest publication first. Two queries."""
    quizzes = list(
        Quiz.objects.filter(versions__isnull=False).annotate(last=Max("versions__published_at")).order_by("-last")
    )
    titles = quiz_titles(quizzes, language)
    return [QuizRow(quiz, titles[quiz.pk]) for quiz in quizzes]


def item_figures(item: Item, language: str | None) -> tuple[ItemFigures | None, bool]:
    """Return the figures of one question over all versions that ask it, and whether only the newest attempts count.

    None while no version asks it. Five queries.
    """
    key = str(item.translation_key)
    versions = list(
        QuizVersion.objects.annotate(raw=Cast("structure", TextField())).filter(raw__contains=key).order_by("number")
    )
    sheets = read_sheets(versions)
    asking = [version for version in versions if key in sheets.structures[version.pk].by_id]
    if not asking:
        return None, False
    newest = max(asking, key=lambda version: (version.published_at, version.pk))
    frozen = sheets.structures[newest.pk].by_id[key]
    erased = erased_counts(sheets.structures, [key]).get(key)
    analysis = statistics.analyse_item(frozen, sheets.rows, erased)
    return _figures(frozen, frozen_texts(newest, language), analysis), sheets.is_cut


def quiz_figures(quiz: Quiz, language: str | None) -> QuizFigures | None:
    """Return the figures of the questions that the newest version asks, over all versions of the quiz. Five queries.

    None while nothing is published.
    """
    versions = list(QuizVersion.objects.filter(quiz__translation_key=quiz.translation_key).order_by("number"))
    if not versions:
        return None
    sheets, newest = read_sheets(versions), versions[-1]
    asked = [
        item for item in sheets.structures[newest.pk].items if interactions.logic(item.kind).SCORING is Scoring.KEY
    ]
    names = [item.id for item in asked]
    # Alpha compares people over the same questions: attempts at the newest version that asked all of them.
    rows = [
        [sheet.shares[name] for name in names]
        for sheet in sheets.rows
        if sheet.version == newest.pk and sheet.shares.keys() == set(names)
    ]
    reliability = statistics.reliability(rows, len(names))
    without = reliability.without or (None,) * len(names)
    texts = frozen_texts(newest, language)
    erased = erased_counts(sheets.structures, names)
    return QuizFigures(
        title=texts.title,
        items=[
            _figures(item, texts, statistics.analyse_item(item, sheets.rows, erased.get(item.id)), alpha)
            for item, alpha in zip(asked, without, strict=True)
        ],
        reliability=reliability,
        attempts=len(sheets.rows),
        is_cut=sheets.is_cut,
        left_out=len(sheets.structures[newest.pk].for_person),
    )


def _figures(
    item: FrozenItem, texts: FrozenTexts, analysis: statistics.ItemAnalysis, alpha: float | None = None
) -> ItemFigures:
    kind, words = interactions.logic(item.kind), texts.by_item[item.id]
    options = []
    for option in analysis.options:
        known = kind.is_option(item, option.row.option)
        options.append(
            OptionFigure(
                analysis=option,
                text=kind.option_text(item, words, option.row.option) if known else "",
                misconception=kind.option_misconception(item, words, option.row.option) if known else "",
            )
        )
    return ItemFigures(item, words, analysis, options, alpha)
