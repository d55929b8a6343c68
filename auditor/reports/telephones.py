"""Telephone numbers, by the numbering plans of the world (Google's libphonenumber)."""

from __future__ import annotations

import re
from functools import lru_cache

_NOT_DIGIT = re.compile(r"\D")
_TRUNK_ZERO = re.compile(r"\(0\)")
# Where a number without a country's code may be at home: the countries whose languages are read.
_HOMES = ("GB", "US", "IT", "ES", "MX", "FR", "BE", "DE", "AT", "CH", "NL", "PT", "BR", "KR")


@lru_cache(20_000)
def national(words: str) -> str:
    """The digits by which a number is known again, however it is written: without the country's code and the zero that
    is dialled before it at home. Words that are no telephone number give their digits."""
    import phonenumbers

    digits = _NOT_DIGIT.sub("", _TRUNK_ZERO.sub("", words))
    international = words.lstrip(" (")[:1] in "+＋" or digits.startswith("00")
    if international:
        try:
            number = phonenumbers.parse(f"+{digits.removeprefix('00')}")
        except phonenumbers.NumberParseException:
            return digits.removeprefix("00")
        return str(number.national_number)
    return digits.lstrip("0") or digits


@lru_cache(20_000)
def is_telephone(digits: str) -> bool:
    """Whether somebody can be called by these digits in one of the countries whose languages are read."""
    import phonenumbers

    for home in _HOMES:
        try:
            if phonenumbers.is_valid_number(phonenumbers.parse(digits, home)):
                return True
        except phonenumbers.NumberParseException:
            continue
    return False
