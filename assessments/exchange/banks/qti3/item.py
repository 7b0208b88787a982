"""One question as an item of QTI 3, with a sealed line for what QTI has no place for."""

from assessments.exchange.banks import own
from assessments.exchange.banks.base import BankQuestion
from assessments.exchange.banks.qti import names, visible
from assessments.exchange.banks.qti.tree import parse
from assessments.exchange.banks.qti3.blocks import BLOCKS
from assessments.exchange.banks.qti3.texts import TEXTS, open_text
from assessments.exchange.banks.qti3.xml import element, paragraphs

NAMESPACE = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
WRITERS = BLOCKS | TEXTS


def write(question: BankQuestion, media: dict[str, str], language: str) -> bytes:
    """Return the document; ``media`` names the files it shows, with what they show."""
    written = WRITERS.get(question.kind, open_text)(question.question)
    shown = "".join(element("p", element("img", src=path, alt=alt)) for path, alt in media.items())
    feedback = question.question.texts.get("feedback", "")
    cardinality = "multiple" if written.has_several else "single"
    inside = written.declarations
    inside += element("qti-outcome-declaration", identifier="SCORE", cardinality="single", base_type="float")
    inside += element("qti-outcome-declaration", identifier="FEEDBACK", cardinality=cardinality, base_type="identifier")
    inside += _general(feedback) + element("qti-item-body", shown + written.body)
    inside += element("qti-response-processing", written.rules) if written.rules else ""
    if feedback:
        inside += element(
            "qti-modal-feedback", element("qti-content-body", paragraphs(feedback)), outcome_identifier="GENERAL",
            identifier="general", show_hide="show",
        )  # fmt: skip
    attributes = {"xmlns": NAMESPACE, "identifier": names.identifier(question.key), "title": question.name,
                  "time-dependent": "false"} | ({"xml:lang": language} if language else {})  # fmt: skip
    text = element("qti-assessment-item", inside, **attributes)
    seal = own.sealed(question.kind, question.question, visible.of(parse(text)))
    return f"{HEAD}<!--{seal}-->\n{text}\n".encode()


def _general(feedback: str) -> str:
    if not feedback:
        return ""
    value = element("qti-default-value", element("qti-value", "general"))
    return element("qti-outcome-declaration", value, identifier="GENERAL", cardinality="single", base_type="identifier")
