"""QTI items written for the tests: each with the kinds and reasons that have to come out of it."""

import re

from tests.assessments.banks.checking import written_by_person

TEMPLATE = "http://www.imsglobal.org/question/qti_v2p1/rptemplates/"
CORRECT = f'<responseProcessing template="{TEMPLATE}match_correct"/>'
MAPPED = f'<responseProcessing template="{TEMPLATE}map_response"/>'
ADDED = (
    """<responseProcessing><setOutcomeValue identifier="SCORE"><sum>%s</sum></setOutcomeValue></responseProcessing>"""
)
COMPARED = (
    '<responseProcessing><responseCondition><responseIf><match><variable identifier="R"/>%s</match>'
    '<setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue></setOutcomeValue></responseIf>'
    "</responseCondition></responseProcessing>"
)
NEAR = COMPARED.replace("<match>", '<equal toleranceMode="absolute" tolerance="0.5 1">').replace("match>", "equal>")


def declared(values, name="R", cardinality="single", base_type="identifier", points=()):
    """A response with its right values and points."""
    right = "".join(f"<value>{value}</value>" for value in values)
    mapped = "".join(f'<mapEntry mapKey="{key}" mappedValue="{point}"/>' for key, point in points)
    return (
        f'<responseDeclaration identifier="{name}" cardinality="{cardinality}" baseType="{base_type}">'
        f"<correctResponse>{right}</correctResponse>"
        + (f'<mapping defaultValue="0">{mapped}</mapping>' if points else "")
        + "</responseDeclaration>"
    )


def item(declarations, body, processing=CORRECT, after="", *, name="item", attributes=""):
    """A whole item of version 2.1."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="{name}" title="Title of {name}"'
        f' timeDependent="false" {attributes}>{declarations}'
        '<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>'
        '<outcomeDeclaration identifier="FEEDBACK" cardinality="single" baseType="identifier"/>'
        f"<itemBody>{body}</itemBody>{processing}{after}</assessmentItem>"
    )


def block(kind, inside, name="R", attributes=""):
    """An interaction."""
    return f'<{kind}Interaction responseIdentifier="{name}" {attributes}>{inside}</{kind}Interaction>'


def choices(*pairs, tag="simpleChoice"):
    """Choices with their identifiers."""
    return "".join(f'<{tag} identifier="{name}" matchMax="1">{text}</{tag}>' for name, text in pairs)


def version_3(text):
    """The same item as version 3.0 writes it."""

    def kebab(name):
        return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name).lower()

    html = ("p", "b", "br", "img", "blockquote", "div", "span")
    text = re.sub(r"<(/?)(\w+)", lambda tag: tag[0] if tag[2] in html else f"<{tag[1]}qti-{kebab(tag[2])}", text)
    text = re.sub(r' (\w+)="', lambda name: f' {kebab(name[1])}="', text)
    return text.replace("imsqti_v2p1", "imsqtiasi_v3p0").replace("/match_correct", "/match_correct.xml")


PROMPT = "<prompt>Which?</prompt>"
ABC = choices(("A", "one"), ("B", "two"), ("C", "three"))
SINGLE = block("choice", PROMPT + ABC, attributes='maxChoices="1"')
GAP = '<textEntryInteraction responseIdentifier="%s"/>'
LIST = block("inlineChoice", choices(("A", "one"), ("B", "two"), tag="inlineChoice"), "%s")
PAIRS = "<simpleMatchSet>%s</simpleMatchSet><simpleMatchSet>%s</simpleMatchSet>"
SIDES = [choices(*pairs, tag="simpleAssociableChoice") for pairs in (
    [("A", "one"), ("B", "two")], [("X", "eins"), ("Y", "zwei"), ("Z", "drei")]
)]  # fmt: skip
SAID = '<modalFeedback outcomeIdentifier="FEEDBACK" identifier="%s" showHide="show">%s</modalFeedback>'

# name → item, and what it becomes: kinds, or "! reason" for what is reported.
ITEMS = {
    "single": (item(declared(["B"]), SINGLE), ["choice"]),
    "single-mapped": (item(declared(["B"], points=[("B", 2), ("C", 1)]), SINGLE, MAPPED), ["choice"]),
    "several": (item(declared(["A", "B"], cardinality="multiple"), SINGLE), ["choice"]),
    "several-mapped": (
        item(declared(["A", "B"], cardinality="multiple", points=[("A", 1), ("B", 1), ("C", -1)]), SINGLE, MAPPED),
        ["choice"],
    ),
    "true-or-false": (
        item(declared(["true"]), block("choice", PROMPT + choices(("true", "Yes"), ("false", "No")))),
        ["true_false"],
    ),
    "no-processing": (item(declared(["B"]), "<p>Which?</p>" + SINGLE, ""), ["choice"]),
    "no-key": (item(declared([]), SINGLE), ["! no_key"]),
    "own-program": (
        item(declared(["B"]), SINGLE, COMPARED % '<baseValue baseType="identifier">C</baseValue>'),
        ["! response_processing"],
    ),
    "own-template": (
        item(declared(["B"]), SINGLE, '<responseProcessing template="http://example.org/mine"/>'),
        ["! response_processing"],
    ),
    "plain-program": (item(declared(["B"]), SINGLE, COMPARED % '<correct identifier="R"/>'), ["choice"]),
    "adaptive": (item(declared(["B"]), SINGLE, attributes='adaptive="true"'), ["! response_processing"]),
    "order": (
        item(declared(["C", "A", "B"], cardinality="ordered"), block("order", PROMPT + ABC)),
        ["order"],
    ),
    "match": (
        item(declared(["A Y", "B X"], cardinality="multiple", base_type="directedPair"),
             block("match", PROMPT + PAIRS % tuple(SIDES))),
        ["match"],
    ),
    "match-turned": (
        item(declared(["X A", "Y B"], cardinality="multiple", base_type="directedPair"),
             block("match", PROMPT + PAIRS % (SIDES[1], SIDES[0]))),
        ["match"],
    ),
    "match-several": (
        item(declared(["A Y", "A X", "B X"], cardinality="multiple", base_type="directedPair"),
             block("match", PROMPT + PAIRS % tuple(SIDES))),
        ["! several_keys"],
    ),
    "associate": (
        item(declared(["A B"], cardinality="multiple", base_type="pair"),
             block("associate", PROMPT + ABC.replace("simpleChoice", "simpleAssociableChoice"))),
        ["associate"],
    ),
    "gap-match": (
        item(declared(["A G1", "B G2"], cardinality="multiple", base_type="directedPair"),
             block("gapMatch", PROMPT + ABC.replace("simpleChoice", "gapText")
                   + '<p>Say <gap identifier="G1"/> and <gap identifier="G2"/> [3].</p>')),
        ["gap_match"],
    ),
    "lists": (
        item(declared(["A"]) + declared(["B"], "S"), f"<p>Choose.</p><p>Take {LIST % 'R'} or {LIST % 'S'}.</p>"),
        ["inline_choice"],
    ),
    "typed": (item(declared(["York"], base_type="string"), f"<p>Sun of</p><p>{GAP % 'R'}</p>"), ["text_entry"]),
    "typed-mapped": (
        item(declared(["York"], base_type="string", points=[("York", 1), ("Yorck", 0.5)]),
             f"<p>This sun of {GAP % 'R'}.</p>", MAPPED),
        ["text_entry"],
    ),
    "typed-twice": (
        item(declared(["one"], base_type="string") + declared(["two"], "S", base_type="string"),
             f"<p>Count.</p><p>First {GAP % 'R'}, then {GAP % 'S'}.</p>"),
        ["text_entry"],
    ),
    "number": (
        item(declared(["8.5"], base_type="float"), f"<p>Length: {GAP % 'R'} m</p>", NEAR % '<correct identifier="R"/>'),
        ["numeric"],
    ),
    "numbers-on-lines": (
        item(declared(["8"], base_type="integer") + declared(["9"], "S", base_type="integer"),
             f"<p>Both.</p><p>Length: {GAP % 'R'}</p><p>Width: {GAP % 'S'}</p>"),
        ["numeric", "numeric"],
    ),
    "numbers-in-line": (
        item(declared(["8"], base_type="integer") + declared(["9"], "S", base_type="integer"),
             f"<p>From {GAP % 'R'} to {GAP % 'S'}</p>"),
        ["! unknown_kind"],
    ),
    "gaps-of-two-kinds": (
        item(declared(["x"], base_type="string") + declared(["A"], "S"), f"<p>{GAP % 'R'} and {LIST % 'S'}</p>"),
        ["! unknown_kind"],
    ),
    "several-interactions": (
        item(declared(["B"]) + declared(["A"], "S") + declared(["x"], "T", base_type="string"),
             f"<p>Read.</p>{SINGLE}<p>Next.</p>{SINGLE.replace('R', 'S', 1)}<p>Last: {GAP % 'T'}!</p>",
             ADDED % '<mapResponse identifier="R"/><mapResponse identifier="S"/><mapResponse identifier="T"/>'),
        ["choice", "choice", "text_entry"],
    ),
    "essay": (item(declared([], base_type="string"), block("extendedText", PROMPT), ""), [written_by_person()]),
    "hotspot": (item(declared(["A"]), block("hotspot", PROMPT)), ["! broken"]),
    "slider": (item(declared(["5"], base_type="integer"), block("slider", PROMPT)), ["! unknown_kind"]),
    "foreign": (item(declared(["A"]), block("custom", PROMPT)), ["! unknown_kind"]),
    "comments": (
        item(declared(["B"]), SINGLE, after=SAID % ("A", "No, not one.") + SAID % ("correct", "Yes!")
             + SAID % ("incorrect", "No.") + SAID % ("solution", "Two comes after one.")),
        ["choice"],
    ),
    "just-words": (item("", "<p>Rest a little.</p>", ""), []),
}  # fmt: skip
