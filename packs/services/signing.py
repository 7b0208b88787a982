"""Vouching for a pack: its signature is written beside its files."""

from pathlib import Path

from cms.exchange.problems import Problems
from packs.exchange import source
from packs.exchange.signature import SIGNATURE, key_id, sign
from packs.services.report import PackRefused
from packs.services.trust import signing_key


def sign_pack(*, path: Path) -> str:
    """Sign a folder or a zip in place and return the name of the key. A second call changes nothing.

    Raises ``PackRefused`` where the pack or the key cannot be read.
    """
    problems = Problems()
    files = source.read(path, problems)
    if problems:
        raise PackRefused(problems)
    key = signing_key()
    signature = sign(files, key)
    if path.is_dir():
        (path / SIGNATURE).write_bytes(signature)
    else:
        path.write_bytes(source.to_zip({**files, SIGNATURE: signature}))
    return key_id(key.public_key())
