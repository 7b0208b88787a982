"""A signature says who vouches for exactly these files; without one a pack comes in only on somebody's word."""

import base64
from io import StringIO

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from django.core.management import CommandError, call_command

from packs.exchange.signature import SIGNATURE, Origin, Seal, key_id, origin, read_keys, sign
from packs.models import Pack
from tests.packs.small_pack import zipped

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(32))
FILES = {"manifest.yaml": b"id: a", "media/a.png": b"\x89PNG"}
PUBLIC = base64.b64encode(KEY.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()
LIST = f"# whom we trust\n{PUBLIC} Anna\n"


@pytest.mark.pure
@pytest.mark.parametrize(
    ("files", "seal"),
    [
        (FILES, Seal.MISSING),
        (FILES | {SIGNATURE: sign(FILES, KEY)}, Seal.TRUSTED),
        (FILES | {SIGNATURE: sign(FILES, KEY).replace(b"\n", b"\r\n")}, Seal.TRUSTED),
        (FILES | {SIGNATURE: sign(FILES, OTHER)}, Seal.UNKNOWN),
        (FILES | {SIGNATURE: sign(FILES, KEY), "manifest.yaml": b"id: b"}, Seal.BROKEN),
        (FILES | {SIGNATURE: sign(FILES, KEY), "more.yaml": b""}, Seal.BROKEN),
        ({SIGNATURE: sign(FILES, KEY), "manifest.yaml": b"id: a"}, Seal.BROKEN),
        (FILES | {SIGNATURE: b"\xff\x00"}, Seal.BROKEN),
    ],
)
def test_a_signature_holds_for_these_files_and_no_others(files, seal):
    found = origin(files, read_keys(LIST))
    assert found.seal == seal
    if seal == Seal.TRUSTED:
        assert found == Origin(seal, "Anna")
    if seal == Seal.UNKNOWN:
        assert found.name == key_id(OTHER.public_key())


@pytest.mark.pure
def test_a_list_that_cannot_be_read_names_its_line():
    with pytest.raises(ValueError, match="2"):
        read_keys("# one\nnonsense Anna\n")


@pytest.mark.django_db
@pytest.mark.sqlite
def test_the_command_takes_signed_packs_and_asks_about_others(files, tmp_path, settings):
    pack = tmp_path / "small.zip"
    pack.write_bytes(zipped(files))
    with pytest.raises(CommandError, match="--accept-unsigned"):
        call_command("import_pack", str(pack))
    assert not Pack.objects.exists()
    pem = KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (tmp_path / "key.pem").write_bytes(pem)
    (tmp_path / "keys.txt").write_text(LIST)
    settings.PACK_SIGNING_KEY, settings.PACK_KEYS = str(tmp_path / "key.pem"), str(tmp_path / "keys.txt")
    call_command("sign_pack", str(pack), stdout=StringIO())
    signed = pack.read_bytes()
    call_command("sign_pack", str(pack), stdout=StringIO())
    assert pack.read_bytes() == signed
    out = StringIO()
    call_command("import_pack", str(pack), "--in-steps", stdout=out)
    assert "Signed by Anna." in out.getvalue()
    assert Pack.objects.count() == 1
    out = StringIO()
    call_command("import_pack", str(pack), "--dry-run", stdout=out)
    assert "An import would change nothing." in out.getvalue()
