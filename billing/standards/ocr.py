"""The reference that a Swedish payer types: digits, a length digit where the bank wants one, a check digit.

What the creditor's agreement with Bankgirot calls OCR reference numbers: 2–25 digits, the last of them a
check digit by modulus 10, and before it, if so agreed, the whole number's length counted modulo 10.

The check digit catches every single wrong digit and every swap of neighbours but one: 09 and 90 swap unseen
(`201790011` for `201709011`). Whoever matches a payment therefore compares amount and payer as well.
"""

from enum import StrEnum

from stdnum import luhn

SHORTEST, LONGEST = 2, 25
DIGITS = frozenset("0123456789")


class OcrFault(StrEnum):
    """What can be wrong with a reference, in the order in which it is worth saying."""

    NOT_DIGITS = "ocr.not_digits"
    TOO_SHORT = "ocr.too_short"
    TOO_LONG = "ocr.too_long"
    CHECK_DIGIT = "ocr.check_digit"
    LENGTH_DIGIT = "ocr.length_digit"


def reference(base: str, *, length_digit: bool) -> str:
    """The whole reference for a number of ours, such as an invoice's serial number.

    Raises ValueError when `base` is not digits alone, or so long that the reference would pass 25 digits.
    """
    if not base or not _only_digits(base):
        raise ValueError(f"{base!r} is not digits alone")
    length = len(base) + (2 if length_digit else 1)
    if length > LONGEST:
        raise ValueError(f"{base!r} makes a reference of {length} digits; {LONGEST} is the most")
    with_length = f"{base}{length % 10}" if length_digit else base
    return with_length + luhn.calc_check_digit(with_length)


def faults(ocr: str, *, length_digit: bool) -> tuple[OcrFault, ...]:
    """All that is wrong with a reference, none if it holds. Never raises.

    Blanks are a fault: `compact` first what a person has typed.
    """
    if not ocr:
        return (OcrFault.TOO_SHORT,)
    if not _only_digits(ocr):
        return (OcrFault.NOT_DIGITS,)
    found = []
    if len(ocr) < (SHORTEST + 1 if length_digit else SHORTEST):
        found.append(OcrFault.TOO_SHORT)
    if len(ocr) > LONGEST:
        found.append(OcrFault.TOO_LONG)
    if not luhn.is_valid(ocr):
        found.append(OcrFault.CHECK_DIGIT)
    if length_digit and int(ocr[-2:-1] or -1) != len(ocr) % 10:
        found.append(OcrFault.LENGTH_DIGIT)
    return tuple(found)


def compact(typed: str) -> str:
    """What a person or a bank wrote, without the blanks and hyphens that group digits for the eye."""
    return "".join(
        character for character in typed if not character.isspace() and character not in "-–\u00ad"
    )


def _only_digits(text: str) -> bool:
    """ASCII digits: `str.isdigit` also says yes to ² and ٣."""
    return DIGITS.issuperset(text)
