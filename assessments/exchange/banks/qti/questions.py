"""QTI interactions that stand as a block of their own."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from assessments.exchange.banks import drafts
from assessments.exchange.banks.base import Reason
from assessments.exchange.banks.building import Unusable
from assessments.exchange.banks.drafts import Answer
from assessments.exchange.banks.plain import one_line
from assessments.exchange.banks.qti import gap_match, hottext, pairs, places
from assessments.exchange.banks.qti.asked import Asked
from assessments.exchange.banks.qti.tree import Element
from assessments.interactions.packing import PackQuestion

TRUTH = {"true": True, "false": False}


type Builder = Callable[[Asked], tuple[str, PackQuestion]]


def _choice(asked: Asked) -> tuple[str, PackQuestion]:
    elements = list(asked.element.all("simple-choice"))
    single = asked.key.cardinality == "single"
    right = asked.values
    if not right:
        raise Unusable(Reason.NO_KEY)
    names = {element.get("identifier").lower() for element in elements}
    if single and names == set(TRUTH) and right[0].lower() in TRUTH:
        return _true_false(asked, elements, right[0].lower())
    if single and len(right) == 1:
        points: Mapping[str, Decimal] = dict.fromkeys(right, drafts.FULL)
        _tell_weights(asked)
    else:
        points = _shares(asked, right, single=single)
    answers = []
    for element in elements:
        identifier = element.get("identifier")
        general = asked.comments.right if identifier in right else asked.comments.wrong
        comment = asked.feedback_of(element) or (general if single else "")
        text = one_line(asked.words(element))
        answers.append(Answer(text=text, share=points.get(identifier, Decimal(0)), feedback=comment))
    if not single and (asked.comments.right or asked.comments.wrong):
        asked.source.note(Reason.FEEDBACK_LOST)
    if set(right) - {element.get("identifier") for element in elements}:
        raise Unusable(Reason.NO_KEY)
    shuffle = asked.element.get("shuffle").lower() in ("true", "1")
    return drafts.choice(
        asked.source, asked.prompt(), answers, single=single, shuffle=shuffle, feedback=asked.comments.general
    )


def _tell_weights(asked: Asked) -> None:
    if sum(point > 0 for point in asked.key.points.values()) > 1:
        asked.source.note(Reason.WEIGHTS_LOST)


def _shares(asked: Asked, right: Sequence[str], *, single: bool) -> dict[str, Decimal]:
    counted = asked.element.get("response-identifier") in asked.program.uses_points and asked.key.most > 0
    if not counted or not set(right) <= {value for value, point in asked.key.points.items() if point > 0}:
        return dict.fromkeys(right, drafts.FULL)
    most = max(asked.key.points.values()) if single else asked.key.most
    return {value: drafts.FULL * asked.key.points[value] / most for value in right}


def _true_false(asked: Asked, elements: Sequence[Element], right: str) -> tuple[str, PackQuestion]:
    said = {element.get("identifier").lower(): asked.feedback_of(element) for element in elements}
    wrong = "false" if right == "true" else "true"
    return drafts.true_false(
        asked.prompt(),
        answer=TRUTH[right],
        feedback_right=said[right] or asked.comments.right,
        feedback_wrong=said[wrong] or asked.comments.wrong,
        feedback=asked.comments.general,
    )


def _order(asked: Asked) -> tuple[str, PackQuestion]:
    elements = {element.get("identifier"): element for element in asked.element.all("simple-choice")}
    right = [" ".join(value.split()) for value in asked.key.correct]
    if not right:
        raise Unusable(Reason.NO_KEY)
    if sorted(right) != sorted(elements):
        raise Unusable(Reason.BROKEN, "order")
    entries = [one_line(asked.words(elements[name])) for name in right]
    return drafts.order(asked.prompt(), entries, feedback=asked.comments.general)


def _extended(asked: Asked) -> tuple[str, PackQuestion]:
    asked.source.note(Reason.NEEDS_PERSON)
    return drafts.extended_text(asked.prompt(), feedback=asked.comments.general)


BUILDERS: dict[str, Builder] = {
    "choice-interaction": _choice,
    "order-interaction": _order,
    "match-interaction": pairs.match,
    "associate-interaction": pairs.associate,
    "gap-match-interaction": gap_match.build,
    "hottext-interaction": hottext.build,
    "extended-text-interaction": _extended,
    "hotspot-interaction": places.build,
}
