"""Whose packs come in without a question: signed by a key on our list, or part of the program itself."""

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from django.conf import settings
from django.utils.translation import gettext as _

from cms.exchange.problems import PackProblem
from packs.exchange.signature import SIGNATURE, Keys, Origin, Seal, read_keys
from packs.exchange.source import Source
from packs.services.report import PackRefused


class PackNotTrusted(PackRefused):
    """Nobody we know vouches for the pack; whoever knows where it comes from may say so and import it."""


def trusted_keys() -> Keys:
    """Return the keys of the file that ``PACK_KEYS`` names; none without it. Raises ``PackRefused`` for a bad line."""
    if not settings.PACK_KEYS:
        return {}
    path = Path(settings.PACK_KEYS)
    try:
        return read_keys(path.read_text(encoding="ascii"))
    except (OSError, ValueError) as error:
        message = _("The list of trusted keys cannot be read (%(reason)s).") % {"reason": error}
        raise PackRefused([PackProblem(path.name, "", message)]) from error


def signing_key() -> Ed25519PrivateKey:
    """Return the key of the file that ``PACK_SIGNING_KEY`` names. Raises ``PackRefused`` where there is none."""
    try:
        key = load_pem_private_key(Path(settings.PACK_SIGNING_KEY).read_bytes(), password=None)
    except (OSError, ValueError, TypeError) as error:
        message = _("PACK_SIGNING_KEY names no file with an Ed25519 key in PEM form.")
        raise PackRefused([PackProblem("", "", message)]) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise PackRefused([PackProblem("", "", _("PACK_SIGNING_KEY names no file with an Ed25519 key in PEM form."))])
    return key


def is_ours(source: Source) -> bool:
    """Whether a pack came with the program."""
    return isinstance(source, Path) and source.resolve().is_relative_to(settings.BASE_DIR / "content")


def in_words(origin: Origin, source: Source = b"") -> str:
    """Return the sentence of the report."""
    if origin.seal == Seal.TRUSTED:
        return _("Signed by %(name)s.") % {"name": origin.name}
    if origin.seal == Seal.UNKNOWN:
        return _("Signed with the key %(key)s, which is not on our list.") % {"key": origin.name}
    if origin.seal == Seal.BROKEN:
        return _("The signature does not fit the files: somebody has changed them since, or a copy is damaged.")
    return _("Not signed; it came with the program.") if is_ours(source) else _("Nobody has signed it.")


def refuse_strangers(origin: Origin, source: Source) -> None:
    """Raise ``PackNotTrusted`` unless somebody we know vouches for the pack."""
    if origin.seal != Seal.TRUSTED and not is_ours(source):
        raise PackNotTrusted([PackProblem(SIGNATURE, "", in_words(origin, source))])
