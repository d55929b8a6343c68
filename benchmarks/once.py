"""Whether a text was written before, in memory that does not grow: it may say so wrongly, never deny it wrongly."""

from __future__ import annotations

from hashlib import blake2b

_BITS_A_TEXT = 32  # with two bits set for each, a new text is taken for an old one less than once in 250


class Once:
    """A Bloom filter for about ``texts`` texts."""

    def __init__(self, texts: int) -> None:
        self._size = 1 << max(10, (texts * _BITS_A_TEXT - 1).bit_length())
        self._bits = bytearray(self._size // 8)

    def first(self, text: str) -> bool:
        """True at most once for a text. False the first time, now and then: then another text must do."""
        digest = int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest())
        one, other = digest % self._size, (digest >> 64) % self._size
        bits = self._bits
        if bits[one >> 3] >> (one & 7) & 1 and bits[other >> 3] >> (other & 7) & 1:
            return False
        bits[one >> 3] |= 1 << (one & 7)
        bits[other >> 3] |= 1 << (other & 7)
        return True
