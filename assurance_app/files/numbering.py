"""Whole numbers as the letters and Roman numerals of lists."""

from __future__ import annotations

_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def lettered(number: int) -> str:
    """1 is "a", 26 "z", 27 "aa"; "" below 1."""
    letters = ""
    while number > 0:
        number, place = divmod(number - 1, 26)
        letters = chr(ord("a") + place) + letters
    return letters


def roman(number: int) -> str:
    """1 is "i", 4 "iv"; "" below 1 or above 39, which no list of ours reaches."""
    if not 0 < number < 40:
        return ""
    letters = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        letters += sign * count
    return letters
