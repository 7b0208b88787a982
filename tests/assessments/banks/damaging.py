"""Entries of packages with a few things wrong in them."""

PIECES = [
    b"<script>alert(1)</script>", b"<!DOCTYPE a>", b'<!DOCTYPE a [<!ENTITY b "c">]>', b"<![CDATA[", b"]]>", b"<!--",
    b"&amp;", b"&#0;", b"&nbsp;", b"<p>", b"</p>", b"<gap/>", b"[1]", b"*", b"**", b"/", b":", b"::", b'"', b"\\",
    b"null", b"{}", b"[]", b"1e999", b"-1", b"true", b'{"library":"H5P.Column 1.1"}', b"\x00", b"\xff\xfe", b"\xd0",
    b"9" * 400, "я".encode() * 300, "\ue0001\ue001".encode(), b"identifier", b"R", b"A B", b"A", b"[" * 300,
    b'<choiceInteraction responseIdentifier="R">', b"</choiceInteraction>", b"</assessmentItem>", b" " * 80,
]  # fmt: skip


def damaged(chooser, data):
    """A few bytes or pieces of a file changed, doubled, dropped or replaced."""
    target = bytearray(data)
    for _turn in range(chooser.randint(1, 4)):
        at, size, kind = chooser.randrange(len(target) + 1), chooser.randint(1, 60), chooser.randrange(6)
        if kind == 0:
            target[at : at + 1] = bytes([chooser.randrange(256)])
        elif kind == 1:
            del target[at : at + size]
        elif kind <= 3:
            target[at : at + chooser.choice((0, size))] = chooser.choice(PIECES)
        elif kind == 4:
            other = chooser.randrange(len(target) + 1)
            target[at:at] = target[other : other + size]
        else:
            del target[at + chooser.randrange(2000) :]
    return bytes(target)
