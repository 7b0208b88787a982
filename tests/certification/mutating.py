"""Ways of making a false certificate out of a true one; what they leave is never the certificate it was."""

import copy
import json
from contextlib import suppress

from tests.certification.issuing import AWARD, as_bytes

FOREIGN = ["https://evil.example/v1", {"name": "https://evil.example/n"}, None, {"@vocab": "https://evil.example/"}]
WORDS = [
    "goldTrainer",
    "@vocab",
    "@context",
    "@graph",
    "@reverse",
    "@included",
    "id",
    "image",
    "evidence",
    "endorsement",
]
VALUES = [True, False, None, 0, 1, 120.0, -1, "", "Gold trainer", [], {}, [[]], "\u0000", "4", ["Result"], {"@id": "x"}]


def nodes(value, path=()):
    """Return every place of a document as a path."""
    yield path
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, one in inside:
        yield from nodes(one, (*path, name))


def at(document, path):
    for name in path:
        document = document[name]
    return document


def paths(document, kind):
    return [path for path in nodes(document) if isinstance(at(document, path), kind)]


def change_a_letter(chooser, document):
    path = chooser.choice([path for path in paths(document, str) if at(document, path)])
    text = at(document, path)
    place = chooser.randrange(len(text))
    at(document, path[:-1])[path[-1]] = text[:place] + chooser.choice("aZ9é-. 3") + text[place + 1 :]


def change_a_value(chooser, document):
    path = chooser.choice([path for path in nodes(document) if path])
    at(document, path[:-1])[path[-1]] = copy.deepcopy(chooser.choice(VALUES))


def swap_two_texts(chooser, document):
    one, other = chooser.sample(paths(document, str), 2)
    texts = at(document, one), at(document, other)
    at(document, one[:-1])[one[-1]], at(document, other[:-1])[other[-1]] = reversed(texts)


def drop_a_part(chooser, document):
    path = chooser.choice([path for path in nodes(document) if path])
    del at(document, path[:-1])[path[-1]]


def double_a_part(chooser, document):
    members = [path for path in paths(document, list) if at(document, path)]
    found = at(document, chooser.choice(members))
    found.append(copy.deepcopy(chooser.choice(found)))


def turn_a_list_round(chooser, document):
    at(document, chooser.choice([path for path in paths(document, list) if len(at(document, path)) > 1])).reverse()


def add_a_word(chooser, document):
    at(document, chooser.choice(paths(document, dict)))[chooser.choice(WORDS)] = copy.deepcopy(chooser.choice(VALUES))


def add_a_context(chooser, document):
    document["@context"].insert(chooser.randrange(3), copy.deepcopy(chooser.choice(FOREIGN)))


def give_a_context_inside(chooser, document):
    at(document, chooser.choice([path for path in paths(document, dict) if path]))["@context"] = chooser.choice(FOREIGN)


def raise_a_level(chooser, document):
    chooser.choice(document["credentialSubject"]["result"])["value"] = chooser.choice("124")


def live_longer(chooser, document):
    document["validUntil"] = document["validUntil"].replace("2029", str(chooser.randrange(2030, 2999)))


def take_another_place_in_the_list(chooser, document):
    status = document["credentialStatus"]
    status["statusListIndex"] = str(chooser.randrange(AWARD.status_index + 1, 131_072))
    status["id"] = f"{status['statusListCredential']}#{status['statusListIndex']}"


def another_day(chooser, document):
    document["proof"]["created"] = f"2026-0{chooser.randrange(1, 10)}-{chooser.randrange(10, 28)}T09:00:01Z"


WAYS = [
    change_a_letter, change_a_letter, change_a_value, change_a_value, swap_two_texts, drop_a_part, double_a_part,
    turn_a_list_round, add_a_word, add_a_word, add_a_context, give_a_context_inside, raise_a_level, live_longer,
    take_another_place_in_the_list, another_day,
]  # fmt: skip


def torn_bytes(chooser, document):
    """Return the file with some of its bytes changed, doubled or gone, or with a member said twice."""
    content = as_bytes(document)
    place = chooser.randrange(len(content))
    return chooser.choice(
        [
            content[:place] + bytes([chooser.randrange(256)]) + content[place + 1 :],
            content[:place] + content[place + chooser.randrange(1, 40) :],
            content[:place] + content[max(0, place - chooser.randrange(1, 40)) :],
            b'{"name":"Gold trainer",' + content[1:],
            content + b"x",
            b"\xef\xbb\xbf" + content,
            content * 40,
        ]
    )


def mutated(chooser, document, signed_but_bad):
    """Return a false certificate: torn, changed in one to three ways, or signed by whom it must not be."""
    draw = chooser.random()
    if draw < 0.1:
        return as_bytes(chooser.choice(signed_but_bad))
    changed = copy.deepcopy(document)
    while True:
        if draw < 0.25:
            content = torn_bytes(chooser, document)
        else:
            for way in chooser.sample(WAYS, 1 if draw < 0.8 else 3):
                # An earlier change may have taken away what this one wants.
                with suppress(KeyError, IndexError, TypeError, AttributeError, ValueError):
                    way(chooser, changed)
            content = as_bytes(changed)
        if not says_the_same(content, document):
            return content


def says_the_same(content, document):
    try:
        return as_bytes(json.loads(content)) == as_bytes(document)
    except ValueError:
        return False
