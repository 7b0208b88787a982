"""Figures about questions, pure: what a class shows a teacher, and what many first attempts show an author."""

from assessments.statistics.alpha import ALPHA_FROM_ITEMS, ALPHA_FROM_SHEETS, Reliability, cronbach_alpha, reliability
from assessments.statistics.counts import (
    ADVICE_FROM,
    PERCENT_FROM,
    Attention,
    ItemCounts,
    OptionRow,
    Reason,
    Reteach,
    count_answers,
    distractor_table,
    facility,
    needs_attention,
    percent,
    to_reteach,
)
from assessments.statistics.discrimination import item_rest, point_biserial
from assessments.statistics.items import ItemAnalysis, LanguageRow, OptionAnalysis, analyse_item
from assessments.statistics.languages import Difference, Table, mantel_haenszel, mh_d_dif
from assessments.statistics.sheets import Sheet

__all__ = [
    "ADVICE_FROM",
    "ALPHA_FROM_ITEMS",
    "ALPHA_FROM_SHEETS",
    "PERCENT_FROM",
    "Attention",
    "Difference",
    "ItemAnalysis",
    "ItemCounts",
    "LanguageRow",
    "OptionAnalysis",
    "OptionRow",
    "Reason",
    "Reliability",
    "Reteach",
    "Sheet",
    "Table",
    "analyse_item",
    "count_answers",
    "cronbach_alpha",
    "distractor_table",
    "facility",
    "item_rest",
    "mantel_haenszel",
    "mh_d_dif",
    "needs_attention",
    "percent",
    "point_biserial",
    "reliability",
    "to_reteach",
]
