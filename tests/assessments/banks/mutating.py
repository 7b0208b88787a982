"""Bytes of a sample with a few things wrong in them, and files made to hurt."""

SNIPPETS = [
    b"<script>alert(1)</script>", b"{", b"}", b"~", b"=", b"#", b"####", b"->", b"::", b"\\", b"\\n", b"%50%",
    b"%-999%",
    b"{}", b"{T}", b"{#1..}", b"{#1e99}", b"[html]", b"[markdown]**", b"$CATEGORY: x", b"// [id:a]", b"orientir:00:AA",
    b"ANSWER: Q", b"A) ", b"<![CDATA[", b"]]>", b"<!--", b"-->", b"<!DOCTYPE a>", b"&amp;", b"&#0;", b"&#x110000;",
    b"<text>", b"</text>", b"</question>", b'<question type="cloze">', b"{1:SA:=a}", b"{1:MC:", b'fraction="1e9"',
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xd0", b"\r", b"\n\n", b"\t", b'"', b";", b",,,,", b"=cmd|' /C calc'!A0",
    "я".encode() * 300, b"9" * 400, b"1" * 5000, "\u202e\ud7ff\uffff".encode("utf-8", "surrogatepass"),
    b"[1]", b"[[1]]",
]  # fmt: skip


def mutated(chooser, data):
    """A few bytes, pieces or lines of a file changed, doubled, dropped or replaced."""
    target = bytearray(data)
    for _ in range(chooser.randint(1, 5)):
        at, kind = chooser.randrange(len(target) + 1), chooser.randrange(5)
        size = chooser.randint(1, 60)
        if kind == 0:
            target[at : at + 1] = bytes([chooser.randrange(256)])
        elif kind == 1:
            del target[at : at + size]
        elif kind == 2:
            target[at:at] = chooser.choice(SNIPPETS)
        elif kind == 3:
            other = chooser.randrange(len(target) + 1)
            target[at:at] = target[other : other + size]
        else:
            del target[at + chooser.randrange(2000) :]
    return bytes(target)


XML = b"<?xml version='1.0'?>"
BOMB = (
    XML
    + b'<!DOCTYPE q [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (letter, b"&%c;" % (letter - 1) * 10) for letter in range(ord("b"), ord("k")))
)
QUESTION = b'<question type="truefalse"><questiontext><text><![CDATA[%s]]></text></questiontext></question>'
# Each a pair of a file name and what makes the file, which is large.
HOSTILE = {
    "billion laughs": ("a.xml", lambda: BOMB + b"]><quiz>&j;</quiz>"),
    "external entity": (
        "a.xml",
        lambda: XML + b'<!DOCTYPE q [<!ENTITY e SYSTEM "file:///etc/passwd">]><quiz>&e;</quiz>',
    ),
    "document type from afar": ("a.xml", lambda: XML + b'<!DOCTYPE quiz SYSTEM "http://localhost/a.dtd"><quiz/>'),
    "deep XML": ("a.xml", lambda: b"<quiz>" + b"<question>" * 500_000),
    "many attributes": (
        "a.xml",
        lambda: b"<quiz><question %s/></quiz>" % b" ".join(b'a%d=""' % n for n in range(300_000)),
    ),
    "an endless tag": ("a.xml", lambda: b"<quiz><" + b"a" * 20_000_000),
    "open tags in a text": ("a.xml", lambda: b"<quiz>" + QUESTION % (b"<a " * 15_000) * 30 + b"</quiz>"),
    "open comments in a text": ("a.xml", lambda: b"<quiz>" + QUESTION % (b"<!--" * 14_000) * 30 + b"</quiz>"),
    "many gaps": (
        "a.xml",
        lambda: b"<quiz>" + QUESTION.replace(b"truefalse", b"cloze") % (b"{1:SA:=a}" * 6000) + b"</quiz>",
    ),
    "a million lines": ("a.txt", lambda: b"a line\n" * 1_000_000 + b"A) a\nB) b\nANSWER: A\n"),
    "a million questions": ("a.txt", lambda: b"q\nA) a\nB) b\nANSWER: A\n\n" * 400_000),
    "empty lines": ("a.gift", lambda: b"Q{\n" + b"\n" * 20_000_000),
    "open braces": ("a.gift", lambda: b"{" * 10_000_000),
    "backslashes": ("a.gift", lambda: b"\\" * 10_000_000),
    "colons": ("a.gift", lambda: b"::" + b"a:" * 5_000_000),
    "answers": ("a.gift", lambda: b"Q{" + b"=a" * 5_000_000 + b"}"),
    "emphasis": ("a.gift", lambda: (b"[markdown]" + b"*a_" * 15_000 + b"{T}\n\n") * 60),
    "formulas": ("a.gift", lambda: (b"Q " + b"$$" * 15_000 + b"\\\\(" * 9_000 + b"{T}\n\n") * 60),
    "a long number": ("a.gift", lambda: b"Q{#" + b"9" * 5_000_000 + b"}"),
    "a large number": ("a.gift", lambda: b"Q{#1e999999999}"),
    "one cell": ("a.csv", lambda: b'question,right\n"' + b"a" * 40_000_000),
    "columns": ("a.csv", lambda: b"question" + b"," * 10_000_000),
    "rows": ("a.csv", lambda: b"question\n" + b"\n" * 20_000_000),
    "too large": ("a.gift", lambda: b" " * 50_000_001),
}
