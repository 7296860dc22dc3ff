"""Arithmetic with 106-bit numbers: arrays of pairs of floats (Dekker 1971)."""

from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]


class DoubleFloats:
    """An array of 106-bit numbers: floats (`high`), and what each leaves over (`low`). Indexed as a numpy array is."""

    __slots__ = ("high", "low")

    def __init__(self, high: Array, low: Array | None = None) -> None:
        self.high = high
        self.low = np.zeros_like(high) if low is None else low

    @classmethod
    def zeros(cls, *shape: int) -> "DoubleFloats":
        """An array of zeros."""
        return cls(np.zeros(shape))

    def __getitem__(self, index: Any) -> "DoubleFloats":
        return DoubleFloats(self.high[index], self.low[index])

    def __setitem__(self, index: Any, value: "DoubleFloats") -> None:
        self.high[index], self.low[index] = value.high, value.low

    def __add__(self, other: "DoubleFloats") -> "DoubleFloats":
        total = self.high + other.high
        part = total - self.high
        return _carried(total, (self.high - (total - part)) + (other.high - part) + (self.low + other.low))

    def __mul__(self, other: "DoubleFloats") -> "DoubleFloats":
        product = self.high * other.high
        (a, b), (c, d) = _halves(self.high), _halves(other.high)
        rest = (((a * c - product) + a * d) + b * c) + b * d + (self.high * other.low + self.low * other.high)
        return _carried(product, rest)

    def __truediv__(self, other: "DoubleFloats") -> "DoubleFloats":
        quotient = self.high / other.high
        rest = self + (DoubleFloats(quotient) * other).scaled(-1)
        return _carried(quotient, rest.high / other.high)

    def scaled(self, factor: Any) -> "DoubleFloats":
        """The product with numbers that cost no digits, such as signs."""
        return DoubleFloats(factor * self.high, factor * self.low)

    def copy(self) -> "DoubleFloats":
        """An array of its own."""
        return DoubleFloats(self.high.copy(), self.low.copy())

    def transposed(self) -> "DoubleFloats":
        """The transposed array."""
        return DoubleFloats(self.high.T, self.low.T)

    def sum(self) -> "DoubleFloats":
        """The sum of the rows, by halving: pairwise summation loses fewest digits."""
        rest = self if len(self.high) else DoubleFloats.zeros(1, *self.high.shape[1:])
        while len(rest.high) > 1:
            half = len(rest.high) // 2
            both, odd = rest[:half] + rest[half : 2 * half], rest[2 * half :]
            rest = DoubleFloats(np.concatenate((both.high, odd.high)), np.concatenate((both.low, odd.low)))
        return rest[0]


def _carried(high: Array, rest: Array) -> DoubleFloats:
    """The sum of floats and of much smaller ones."""
    total = high + rest
    return DoubleFloats(total, rest - (total - high))


def _halves(x: Array) -> tuple[Array, Array]:
    """Two floats of half the digits each."""
    big = x * 134217729.0
    high = big - (big - x)
    return high, x - high
