"""The published example of eddsa-rdfc-2022 comes out byte for byte, and our credentials say nothing unsigned."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from certification.exchange import canonical, contexts, keys
from certification.exchange.multibase import NotMultibase, from_base58, to_base58
from certification.exchange.proofs import signed, what_is_signed
from tests.certification.issuing import issued

pytestmark = pytest.mark.pure

VECTOR = json.loads((Path(__file__).parents[1] / "data" / "eddsa" / "vector.json").read_text())
EXAMPLES = "https://www.w3.org/ns/credentials/examples/v2"


def loader(url, options=None):
    if url == EXAMPLES:
        return {"contextUrl": None, "documentUrl": url, "document": VECTOR["examplesContext"]}
    return contexts.load(url, options)


def test_the_official_example_comes_out_byte_for_byte():
    # The secret half carries a prefix of two bytes, as the public one does.
    key = Ed25519PrivateKey.from_private_bytes(from_base58(VECTOR["secretKeyMultibase"])[2:])
    document, options = VECTOR["document"], VECTOR["options"]
    assert keys.public_multibase(key) == VECTOR["publicKeyMultibase"]
    assert canonical.canonical_form(document, loader).splitlines() == VECTOR["canonicalDocument"]
    hashes = what_is_signed(document, options, loader)
    assert hashes.hex() == VECTOR["optionsHash"] + VECTOR["documentHash"]
    assert key.sign(hashes).hex() == VECTOR["signature"]
    at = datetime(2023, 2, 24, 23, 36, 38, tzinfo=UTC)
    wanted = {**document, "proof": {**options, "proofValue": VECTOR["proofValue"]}}
    assert json.dumps(signed(document, key, options["verificationMethod"], at, loader)) == json.dumps(wanted)


def test_no_context_is_fetched_and_a_damaged_one_is_not_believed(monkeypatch, tmp_path):
    with pytest.raises(contexts.ForeignContext, match="examples"):
        canonical.canonical_form(VECTOR["document"])
    (tmp_path / "credentials-v2.jsonld").write_text('{"@context": {}}')
    contexts.context_document.cache_clear()
    monkeypatch.setattr(contexts, "FOLDER", tmp_path)
    with pytest.raises(contexts.ContextDamaged):
        contexts.context_document(contexts.CREDENTIALS)
    contexts.context_document.cache_clear()


def leaves(value):
    if isinstance(value, dict):
        for name, inside in value.items():
            if name != "@context":
                yield from leaves(inside)
    elif isinstance(value, list):
        for inside in value:
            yield from leaves(inside)
    else:
        yield value


def test_every_word_of_a_certificate_is_in_what_is_signed():
    document = issued()
    del document["proof"]
    form = canonical.canonical_form(document)
    missing = [leaf for leaf in leaves(document) if not isinstance(leaf, bool) and str(leaf) not in form]
    # Types of the standards are signed as their full names.
    assert missing == []
    assert '"true"' in form


def test_base58_takes_nothing_that_it_would_not_write():
    assert from_base58(to_base58(b"\0\0abc")) == b"\0\0abc"
    for text in ("", "z0", "u1", "zO", "z" * 200):
        with pytest.raises(NotMultibase):
            from_base58(text)
