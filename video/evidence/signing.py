"""The key of an installation and what is signed with it: ECDSA on P-256 with SHA-256 (FIPS 186-5), because every
openssl since 1.0 verifies it with one command. Any thread."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import platformdirs
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from video.evidence.request import Failure

_ALGORITHM = ec.ECDSA(hashes.SHA256())


def own_key_path() -> Path:
    """Where this installation keeps its signing key."""
    return Path(platformdirs.user_config_dir("command-center")) / "evidence-key.pem"


def load_key(path: Path | None = None) -> ec.EllipticCurvePrivateKey:
    """The signing key; this installation's own is made at its first use, readable by its owner alone. Raises
    Failure("evidence.no_key") for one that cannot be read."""
    place = path or own_key_path()
    try:
        if path is None and not place.exists():
            _make(place)
        key = serialization.load_pem_private_key(place.read_bytes(), password=None)
    except (OSError, ValueError, TypeError) as error:
        raise Failure("evidence.no_key", f"{place}: {error}") from error
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise Failure("evidence.no_key", f"{place}: no EC key")
    return key


def _make(place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    body = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    fresh = place.with_suffix(f".{os.getpid()}")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(fresh, place)  # of two that begin at once the first one's key is everybody's
    except FileExistsError:
        pass
    finally:
        fresh.unlink()


def public_pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    """The public half, as openssl reads it."""
    return key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def fingerprint(pem: bytes) -> str:
    """SHA-256 of a public key's DER form in hex, which two people can compare. Raises ValueError."""
    return hashlib.sha256(_public(pem).public_bytes(serialization.Encoding.DER,
                                                    serialization.PublicFormat.SubjectPublicKeyInfo)).hexdigest()


def sign(key: ec.EllipticCurvePrivateKey, body: bytes) -> bytes:
    """A signature in DER."""
    return key.sign(body, _ALGORITHM)


def is_signed(pem: bytes, body: bytes, signature: bytes) -> bool:
    """Whether a signature is by this public key. Raises ValueError for what is no EC public key."""
    try:
        _public(pem).verify(signature, body, _ALGORITHM)
    except InvalidSignature:
        return False
    return True


def _public(pem: bytes) -> ec.EllipticCurvePublicKey:
    key = serialization.load_pem_public_key(pem)
    if not isinstance(key, ec.EllipticCurvePublicKey):
        raise ValueError("no EC public key")
    return key
