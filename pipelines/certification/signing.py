"""Sign a certificate with the portal's key, and check that nobody changed it since.

Ed25519 (RFC 8032) over the canonical JSON of all the certificate but the signature's value.
"""

import base64
import binascii
import hashlib
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from pipelines.certification.canonical import canonical

PROOF, VALUE, KEY = "proof", "proofValue", "verificationMethod"
TYPE, ED25519 = "type", "Ed25519Signature"
SHOWN = 16  # hexadecimal digits of a key's name


class NotSigned(ValueError):  # noqa: N818 - what happens
    """A certificate bears no signature, another key's, or one of other words.

    `reason`: unsigned, other-key or changed.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def new_key() -> bytes:
    """Return a new private key, PEM (PKCS 8)."""
    return Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def public_key(private: bytes) -> bytes:
    """Return the public key of a private one, PEM."""
    return (
        _private(private)
        .public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    )


def key_name(public: bytes) -> str:
    """Return the name of a public key: the first digits of its SHA-256."""
    raw = _public(public).public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return hashlib.sha256(raw).hexdigest()[:SHOWN]


def signed(certificate: Mapping[str, Any], private: bytes, address: str) -> dict[str, Any]:
    """Return a certificate with its proof; `address`: where the public key is read."""
    bare = {key: value for key, value in certificate.items() if key != PROOF}
    public = public_key(private)
    proof = {TYPE: ED25519, KEY: f"{address}#{key_name(public)}"}
    signature = _private(private).sign(_words(bare, proof))
    return {**bare, PROOF: {**proof, VALUE: base64.b64encode(signature).decode()}}


def verify(certificate: Mapping[str, Any], public: bytes) -> None:
    """Raise NotSigned unless a certificate is as the holder of a key signed it."""
    proof = certificate.get(PROOF)
    if not isinstance(proof, Mapping) or not isinstance(proof.get(VALUE), str):
        raise NotSigned("unsigned")
    if str(proof.get(KEY, "")).partition("#")[2] != key_name(public):
        raise NotSigned("other-key")
    bare = {key: value for key, value in certificate.items() if key != PROOF}
    told = {key: value for key, value in proof.items() if key != VALUE}
    if told.keys() != {TYPE, KEY} or told[TYPE] != ED25519:
        raise NotSigned("changed")
    try:
        signature = base64.b64decode(proof[VALUE], validate=True)
        _public(public).verify(signature, _words(bare, told))
    except (InvalidSignature, binascii.Error, TypeError, ValueError) as reason:
        raise NotSigned("changed") from reason


def _words(bare: Mapping[str, Any], proof: Mapping[str, Any]) -> bytes:
    """Return what is signed: the certificate, with all of its proof but the value."""
    return canonical({**bare, PROOF: dict(proof)})


def _private(pem: bytes) -> Ed25519PrivateKey:
    key = serialization.load_pem_private_key(pem, password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError("not an Ed25519 key")
    return key


def _public(pem: bytes) -> Ed25519PublicKey:
    key = serialization.load_pem_public_key(pem)
    if not isinstance(key, Ed25519PublicKey):
        raise ValueError("not an Ed25519 key")
    return key
