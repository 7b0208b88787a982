"""One item of QTI 1.2."""

from collections.abc import Sequence

from assessments.exchange.banks.base import Reason
from assessments.exchange.banks.building import Source, Unusable
from assessments.exchange.banks.qti.asked import Comments
from assessments.exchange.banks.qti.classic import answers
from assessments.exchange.banks.qti.classic.scoring import Condition, conditions
from assessments.exchange.banks.qti.classic.words import ANSWERING, words
from assessments.exchange.banks.qti.place import Place, identifier
from assessments.exchange.banks.qti.tree import Element
from assessments.interactions.packing import LONGEST_OTHER

# Their single lists are gaps, partners or formulas; shown as choices they would tell the answer.
OTHERS = frozenset(
    f"{name}_question"
    for name in ("fill_in_multiple_blanks", "multiple_dropdowns", "matching", "calculated", "file_upload")
)
RIGHT, WRONG = "correct_fb", "general_incorrect_fb"


def title(root: Element) -> str:
    """Return the name of the test or the bank."""
    return next((one.get("title") for one in root.children if one.get("title")), "")


def add(place: Place, item: Element, entry: str) -> None:
    """Take one item or report it."""
    place.counts["classic-items"] += 1
    at = f"line {item.line}"
    asked = [one for one in item.walk() if one.tag in ANSWERING]
    fields = (field for field in item.below("qtimetadatafield") if field.value("fieldlabel") == "question_type")
    kind = next((field.value("fieldentry") for field in fields), "") or (asked[0].tag if asked else "")
    source = Source(
        place=f"{entry}: {at}" if entry else at,
        source_kind=kind,
        name=item.get("title"),
        identifier=identifier(place, item.get("ident")),
        category=place.category,
    )
    if not asked:
        place.collector.note(source, Reason.NOT_A_QUESTION)
    elif kind in OTHERS or len(asked) > 1 or asked[0].tag not in ("response_lid", "response_str", "response_num"):
        place.collector.report(source, Reason.UNKNOWN_KIND)
    elif item.first("itemproc_extension") is not None:
        place.collector.report(source, Reason.RESPONSE_PROCESSING)
    else:
        place.collector.add(source, lambda source: _build(place, source, item, asked[0], entry))


def _build(place: Place, source: Source, item: Element, asked: Element, entry: str) -> answers.Built:
    presentation = item.first("presentation")
    prompt = words(source, place.archive, entry, presentation) if presentation is not None else ""
    found = conditions(item, asked.get("ident"))
    comments = _comments(source, place, item, found, entry)
    if asked.tag == "response_lid":
        render = next(asked.below("render_choice"), None)
        if render is None:
            raise Unusable(Reason.UNKNOWN_KIND)
        labels = {
            label.get("ident"): words(source, place.archive, entry, label) for label in render.below("response_label")
        }
        single = asked.get("rcardinality", "single").lower() == "single"
        shuffle = render.get("shuffle").lower() == "yes"
        return answers.choice(source, prompt, labels, found, comments, single=single, shuffle=shuffle)
    has_ends = any(one.low is not None or one.high is not None for one in found)
    if asked.tag == "response_num" or has_ends or source.source_kind == "numerical_question":
        return answers.counted(source, prompt, found, comments)
    return answers.typed(source, prompt, found, comments)


def _comments(source: Source, place: Place, item: Element, found: Sequence[Condition], entry: str) -> Comments:
    said: dict[str, str] = {}
    for element in item.all("itemfeedback"):
        text = words(source, place.archive, entry, element)
        if len(text) > LONGEST_OTHER:
            source.note(Reason.FEEDBACK_LOST, element.get("ident"))
        elif text:
            said[element.get("ident")] = text
    right, wrong = said.pop(RIGHT, ""), said.pop(WRONG, "")
    by_choice: dict[str, str] = {}
    for condition in found:
        if len(condition.wanted) == 1 and not condition.left:
            for name in condition.said:
                if name in said:
                    by_choice.setdefault(condition.wanted[0], said[name])
    shown = {text for condition in found for text in condition.said if condition.wanted}
    general = "\n".join(text for name, text in said.items() if name not in shown)
    if right and right == wrong and not general:
        general, right, wrong = right, "", ""
    return Comments(general=general, by_choice=by_choice, right=right, wrong=wrong)
