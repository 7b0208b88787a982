"""Which questions of a version an attempt asks: pools to draw from, two forms, the order; pure and repeatable."""

from assessments.drawing.asking import asked, ordered
from assessments.drawing.dealing import dealt
from assessments.drawing.forms import FORMS, form_for, forms_of
from assessments.drawing.plan import Draw, Plan
from assessments.drawing.reading import plan_from_json

__all__ = ["FORMS", "Draw", "Plan", "asked", "dealt", "form_for", "forms_of", "ordered", "plan_from_json"]
