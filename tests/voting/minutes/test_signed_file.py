"""The signed file: valid to other people's programs, and to nobody once a byte is another."""

from __future__ import annotations

import hashlib
import itertools
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

VERAPDF = Path(__file__).parents[3] / ".tools" / "verapdf"
FOUR = ["Olof Berg", "Stina Malm", "Eva Rask", "Nils Ohlin"]


@pytest.fixture
def signed(room: Any) -> Any:
    room.freeze()
    room.approve()
    for minute, who in enumerate(room.people):
        room.sign(who, later=timedelta(minutes=minute))
    return room


def verdicts(room: Any, pdf: bytes) -> list[bool]:
    from papers.signing_check import signatures_in
    from voting.minutes import queries

    roots = [bytes(one.certificate) for one in queries.authorities()]
    return [one.is_valid for one in signatures_in(pdf, authorities=roots, at=room.at + timedelta(days=1))]


def pdfsig(path: Path, *options: str) -> str:
    done = subprocess.run(["pdfsig", *options, path], capture_output=True, text=True, check=False)
    return done.stdout


def test_four_signatures_in_order_in_one_file(signed: Any) -> None:
    from papers.signing_check import signatures_in
    from voting.minutes import queries

    roots = [bytes(one.certificate) for one in queries.authorities()]
    found = signatures_in(signed.file, authorities=roots, at=signed.at + timedelta(days=1))

    assert [one.name for one in found] == FOUR
    assert [one.is_valid for one in found] == [True] * 4
    assert [one.covers_whole_file for one in found] == [False, False, False, True]
    assert [one.signed_at for one in found] == [signed.at + timedelta(minutes=n) for n in range(4)]
    assert signed.version.path == "electronic"


def test_each_signature_leaves_the_bytes_before_it_alone(signed: Any) -> None:
    files = [bytes(s.pdf) for s in signed.version.signatories.order_by("place")]

    assert all(later.startswith(earlier) for earlier, later in itertools.pairwise(files))
    assert files[0].startswith(bytes(signed.version.pdf))


def test_another_associations_authority_vouches_for_nobody(signed: Any) -> None:
    from papers.signing import found_authority
    from papers.signing_check import signatures_in

    other = found_authority(association="Föreningen IEC", at=signed.at)
    found = signatures_in(signed.file, authorities=[other.certificate], at=signed.at)

    assert [one.is_valid for one in found] == [False] * 4


def test_any_changed_byte_is_found_out(signed: Any) -> None:
    """Every 997th byte of the whole file, one at a time: no copy is known, and no signed part stays valid.

    The gaps for the signatures themselves hold only hexadecimal; a byte there breaks that signature.
    """
    from voting.minutes import queries

    whole = signed.file
    for at in range(0, len(whole), 997):
        copy = bytearray(whole)
        copy[at] ^= 1
        assert queries.check(hashlib.sha256(copy).hexdigest())["known"] is False, at

    first = len(bytes(signed.version.pdf))
    for at in range(0, first, first // 40):
        copy = bytearray(whole)
        copy[at] ^= 1
        assert True not in verdicts(signed, bytes(copy)), f"byte {at} of the text is not covered"


def test_something_added_after_the_last_signature_is_found_out(signed: Any) -> None:
    from papers.signing_check import signatures_in
    from voting.minutes import queries

    longer = signed.file + b"\n% more"
    roots = [bytes(one.certificate) for one in queries.authorities()]
    found = signatures_in(longer, authorities=roots, at=signed.at + timedelta(days=1))

    assert not any(one.covers_whole_file for one in found)
    assert queries.check(hashlib.sha256(longer).hexdigest())["known"] is False


@pytest.mark.skipif(not shutil.which("pdfsig"), reason="poppler-utils is not installed: make setup")
def test_poppler_calls_every_signature_valid_and_a_changed_one_invalid(signed: Any, tmp_path: Path) -> None:
    path = tmp_path / "protokoll.pdf"
    path.write_bytes(signed.file)

    said = pdfsig(path, "-nocert")

    assert said.count("Signature is Valid.") == 4
    assert said.count("ETSI.CAdES.detached") == 4
    assert said.count("Total document signed") == 1
    assert [row.split(": ")[1] for row in said.splitlines() if "Common Name" in row] == FOUR

    changed = bytearray(signed.file)
    changed[len(bytes(signed.version.pdf)) // 2] ^= 1
    path.write_bytes(changed)
    assert "Signature is Valid." not in pdfsig(path, "-nocert")


@pytest.mark.skipif(
    not shutil.which("pdfsig") or not shutil.which("certutil"),
    reason="poppler-utils or libnss3-tools is not installed: make setup",
)
def test_with_the_associations_certificate_the_signers_are_trusted(signed: Any, tmp_path: Path) -> None:
    from papers.signing import as_pem
    from voting.minutes import queries

    path, pem, store = tmp_path / "protokoll.pdf", tmp_path / "authority.pem", tmp_path / "nss"
    path.write_bytes(signed.file)
    pem.write_text(as_pem(bytes(queries.authorities()[0].certificate)))
    store.mkdir()
    subprocess.run(["certutil", "-N", "-d", f"sql:{store}", "--empty-password"], check=True)
    import_it = ["certutil", "-A", "-d", f"sql:{store}", "-n", "alfa", "-t", "C,C,C", "-i", pem]
    subprocess.run(import_it, check=True)

    said = pdfsig(path, "-nssdir", f"sql:{store}")

    assert said.count("Signature is Valid.") == 4
    assert said.count("Certificate is Trusted.") == 4


@pytest.mark.skipif(not VERAPDF.exists(), reason="veraPDF is not installed: make tools")
def test_the_archive_format_and_accessibility_hold_before_and_after_signing(
    signed: Any, tmp_path: Path
) -> None:
    extract = signed.extract(7, 8, 9, 14, 15)
    files = {"frozen": bytes(signed.version.pdf), "signed": signed.file, "extract": bytes(extract.pdf)}
    for name, content in files.items():
        (tmp_path / f"{name}.pdf").write_bytes(content)
    paths = sorted(tmp_path.glob("*.pdf"))

    for flavour in ("ua1", "2a"):
        run = subprocess.run(
            [VERAPDF, "--flavour", flavour, "--format", "text", *paths],
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.stdout.count("PASS ") == 3, run.stdout + run.stderr


def test_the_authority_is_made_once_and_its_key_lies_sealed(signed: Any) -> None:
    from cryptography.hazmat.primitives.serialization import load_der_private_key

    from voting.minutes.models import SigningAuthority

    row = SigningAuthority.objects.get()

    with pytest.raises(ValueError, match="Could not deserialize"):
        load_der_private_key(bytes(row.sealed_key), password=None)


def test_another_secret_opens_nothing_and_a_new_authority_takes_over(signed: Any, settings: Any) -> None:
    from cryptography.exceptions import InvalidTag

    from voting.minutes import queries
    from voting.minutes.actions.authority import authority, unsealed
    from voting.minutes.models import SigningAuthority

    old = SigningAuthority.objects.get()
    settings.SECRET_KEY = "another secret altogether"
    with pytest.raises(InvalidTag):
        unsealed(bytes(old.sealed_key))

    _, fingerprint, is_new = authority(at=signed.at)

    assert is_new
    assert fingerprint != old.fingerprint
    assert verdicts(signed, signed.file) == [True] * 4, "judged by the authority that certified"
    assert len(queries.authorities()) == 2
