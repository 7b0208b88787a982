"""A bank of questions of nine kinds in turn, as another system exports it."""

KINDS = 9
NAMED = (
    "<question type='{kind}'><name><text>{name}</text></name>"
    "<questiontext format='plain_text'><text>{text}</text></questiontext>{rest}</question>"
)
OFFERS = ("ask three people you trust", "hand over your papers", "keep the offer to yourself", "leave at once")


def moodle_xml(questions: int) -> bytes:
    """Return so many different questions as one Moodle XML file."""
    return f"<quiz>{''.join(_question(number) for number in range(questions))}</quiz>".encode()


def _question(number: int) -> str:
    kind, text, rest = _KINDS[number % KINDS](number)
    return NAMED.format(kind=kind, name=f"Measured {number}", text=f"{number}. {text}", rest=rest)


def _answers(*shares: int) -> str:
    return "".join(
        f"<answer fraction='{share}' format='plain_text'><text>{text}</text><feedback><text>So it is.</text></feedback>"
        "</answer>"
        for share, text in zip(shares, OFFERS, strict=False)
    )


def _single(_number: int) -> tuple[str, str, str]:
    rest = f"<single>true</single>{_answers(100, 0, 0, 0)}"
    return "multichoice", "Somebody wants to hear yes today. What do you do?", rest


def _multiple(_number: int) -> tuple[str, str, str]:
    rest = f"<single>false</single>{_answers(50, -50, -50, 50)}"
    return "multichoice", "Somebody keeps your papers. What do you do?", rest


def _true_false(_number: int) -> tuple[str, str, str]:
    both = "".join(
        f"<answer fraction='{share}'><text>{word}</text></answer>" for share, word in ((100, "true"), (0, "false"))
    )
    return "truefalse", "You may change your mind on the way.", both


def _matching(_number: int) -> tuple[str, str, str]:
    pairs = (("a contract", "read before signing"), ("a passport", "kept by yourself"), ("a promise", "asked about"))
    rows = "".join(
        f"<subquestion format='plain_text'><text>{left}</text><answer><text>{right}</text></answer></subquestion>"
        for left, right in pairs
    )
    return "matching", "What belongs together?", rows


def _short(_number: int) -> tuple[str, str, str]:
    return "shortanswer", "Who keeps your passport? One word.", "<answer fraction='100'><text>myself</text></answer>"


def _numeric(number: int) -> tuple[str, str, str]:
    rest = f"<answer fraction='100'><text>{160 + number % 9}</text><tolerance>1</tolerance></answer>"
    return "numerical", "How many hours does a month of work have?", rest


def _chosen_in_text(kind: str) -> tuple[str, str, str]:
    tag = "selectoption" if kind == "gapselect" else "dragbox"
    words = "".join(f"<{tag}><text>{word}</text><group>1</group></{tag}>" for word in ("read", "sign", "lose"))
    return kind, "First you [[1]] the contract, then you [[2]] it.", words


def _ordering(_number: int) -> tuple[str, str, str]:
    steps = "".join(
        f"<answer fraction='{place}.0000000' format='plain_text'><text>{step}</text></answer>"
        for place, step in enumerate(("read", "ask", "decide", "sign"), 1)
    )
    return "ordering", "In which order?", f"<layouttype>VERTICAL</layouttype><selecttype>ALL</selecttype>{steps}"


_KINDS = (
    _single, _multiple, _true_false, _matching, _short, _numeric, _ordering,
    lambda _number: _chosen_in_text("gapselect"), lambda _number: _chosen_in_text("ddwtos"),
)  # fmt: skip
