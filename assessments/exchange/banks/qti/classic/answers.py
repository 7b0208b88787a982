"""Answers of QTI 1.2: chosen, typed or counted."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from assessments.exchange.banks import drafts
from assessments.exchange.banks.base import Reason
from assessments.exchange.banks.building import Source, Unusable
from assessments.exchange.banks.drafts import Answer, Range
from assessments.exchange.banks.qti.asked import Comments
from assessments.exchange.banks.qti.classic.scoring import Condition
from assessments.interactions.packing import PackQuestion

type Built = tuple[str, PackQuestion]
TRUTH = {"true": True, "false": False}


def points(found: Sequence[Condition], *, single: bool) -> Mapping[str, Decimal]:
    """Return the points of each choice; a condition that wants several at once gives each of them all."""
    scoring = [one for one in found if one.points is not None and one.wanted]
    whole = [one for one in scoring if len(one.wanted) > 1 or one.left]
    if whole and not single:
        best = max(whole, key=lambda one: one.points or Decimal(0))
        added = {one.wanted[0] for one in scoring if len(one.wanted) == 1 and not one.left and (one.points or 0) > 0}
        if not added:
            return dict.fromkeys(best.wanted, best.points or Decimal(0))
    earned: dict[str, Decimal] = {}
    for one in scoring:
        for name in one.wanted if single else one.wanted[:1] if len(one.wanted) == 1 else ():
            earned[name] = max(earned.get(name, one.points or Decimal(0)), one.points or Decimal(0))
    return earned


def choice(
    source: Source, prompt: str, labels: Mapping[str, str], found: Sequence[Condition], comments: Comments,
    *, single: bool, shuffle: bool,
) -> Built:  # fmt: skip
    """Return a choice, or a statement to judge where the choices are True and False."""
    earned = points(found, single=single)
    right = [name for name in labels if earned.get(name, Decimal(0)) > 0]
    if not right:
        raise Unusable(Reason.NO_KEY)
    if single and len(right) == 1 and {text.lower() for text in labels.values()} == set(TRUTH):
        return drafts.true_false(
            prompt, answer=TRUTH[labels[right[0]].lower()], feedback_right=comments.right,
            feedback_wrong=comments.wrong, feedback=comments.general,
        )  # fmt: skip
    most = max(earned.values()) if single else sum((earned[name] for name in right), Decimal(0))
    is_whole = not single and any(len(one.wanted) > 1 for one in found) and len({earned[name] for name in right}) == 1
    is_added = any(one.points and one.points > 0 and len(one.wanted) == 1 for one in found)
    answers = [
        Answer(
            text=" ".join(text.split()),
            share=_share(earned.get(name, Decimal(0)), most, is_full=is_whole and not is_added),
            feedback=comments.by_choice.get(name) or ((comments.right if name in right else comments.wrong) * single),
        )
        for name, text in labels.items()
    ]
    if not single and (comments.right or comments.wrong):
        source.note(Reason.FEEDBACK_LOST)
    return drafts.choice(source, prompt, answers, single=single, shuffle=shuffle, feedback=comments.general)


def _share(points_: Decimal, most: Decimal, *, is_full: bool) -> Decimal:
    if points_ <= 0:
        return Decimal(0)
    return drafts.FULL if is_full else drafts.FULL * points_ / most


def typed(source: Source, prompt: str, found: Sequence[Condition], comments: Comments) -> Built:
    """Return a text to type."""
    earned = points(found, single=True)
    most = max(earned.values(), default=Decimal(0))
    if most <= 0:
        source.note(Reason.NEEDS_PERSON)
        return drafts.extended_text(prompt, feedback=comments.general)
    answers = [
        Answer(text=text.replace("*", "\\*"), share=drafts.FULL * earned[text] / most,
               feedback=comments.by_choice.get(text, ""))
        for text in earned if earned[text] >= 0
    ]  # fmt: skip
    if comments.right or comments.wrong:
        source.note(Reason.FEEDBACK_LOST)
    case = any(one.has_case for one in found)
    return drafts.text_entry(source, prompt, [answers], case=case, feedback=comments.general)


def counted(source: Source, prompt: str, found: Sequence[Condition], comments: Comments) -> Built:
    """Return a number; a condition without ends wants it exactly."""
    ranges: list[Range] = []
    for one in found:
        if one.points is None or one.points <= 0:
            continue
        exact = drafts.number(one.wanted[0]) if one.wanted else None
        low, high = (exact if end is None else end for end in (one.low, one.high))
        if low is None or high is None:
            raise Unusable(Reason.BROKEN)
        ranges.append(Range(low=min(low, high), high=max(low, high)))
    if comments.right or comments.wrong:
        source.note(Reason.FEEDBACK_LOST)
    return drafts.numeric(source, prompt, ranges, feedback=comments.general)
