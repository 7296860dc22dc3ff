"""Plain numbers: what a number looks like in a file, and how to write one that was typed otherwise."""

import re
from decimal import Decimal

from appraise.numbers import number_text
from appraise.problem import listed

DIGITS = 24
"""The most digits of a number before its point, and the most after it."""
NUMBER = re.compile(rf"-?(0|[1-9][0-9]{{0,{DIGITS - 1}}})(\.[0-9]{{1,{DIGITS}}})?")
_GROUPED = re.compile("(?<![0-9,])[0-9]{1,3}(?:(?:,[0-9]{3})+(?!,)|(?:[ \u00a0\u2009\u202f'\u2019][0-9]{3})+)(?![0-9])")
"""Digits in groups of three, with what stands between the groups."""
_QUOTES = " \"'\u2018\u2019\u201c\u201d\u201e"
_SIGNS = re.compile("[\u00a3$\u20ac%]|GBP|EUR|USD")
_UNITS = {"k": 3, "m": 6, "mn": 6, "million": 6, "bn": 9, "billion": 9}
_POUNDS = re.compile("\u00a3|gbp|pounds?|sterling|in |of |[ '\u2019()]")
_CURRENCIES = {
    **dict.fromkeys(["", "1", "s"], "GBP"),
    **dict.fromkeys(["k", "000", "000s", "1000", "1000s", "thousand", "thousands"], "GBP k"),
    **dict.fromkeys(["m", "mn", "mio", "million", "millions", "000000"], "GBP m"),
}
"""What people write beside a pound sign, and the currency they mean."""
_ROUND_IT = f"round it: a number has at most {DIGITS} digits before the point and {DIGITS} after it"
_AMOUNT = re.compile(rf"(?P<number>[-+]?[0-9.,]+?)(?P<power>e[-+]?[0-9]{{1,3}})? *(?P<unit>{'|'.join(_UNITS)})?", re.I)


def plain_number(value: object, by: str = "the unit of the criterion") -> str | None:
    """How to write a number that was typed otherwise, if it can be told which one it is.

    by: what tells whether thousands or millions are left out.
    """
    if not isinstance(value, str):
        return None
    if len(value) > 60:
        return _ROUND_IT if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", value) else None
    if NUMBER.fullmatch(bare := value.strip(_QUOTES)):
        return f"take the quotes away: {bare}"
    left_out = {"\u00a3": "a pound sign", "%": "a percent sign"}
    signs = _SIGNS.findall(value)
    ungrouped = _GROUPED.sub(lambda found: re.sub("[^0-9]", "", found[0]), value)
    amount = _AMOUNT.fullmatch(_SIGNS.sub("", ungrouped).strip())
    if amount is None:
        return None
    number = amount["number"].lstrip("+").replace(",", ".")
    digits = re.fullmatch(r"(-?)0*([0-9]*)(?:\.([0-9]*))?", number)
    if digits is None or not (digits[2] or digits[3] or "0" in number):
        return None
    plain = Decimal(f"{digits[1]}{digits[2] or 0}.{digits[3] or 0}")
    if amount["power"]:
        plain = plain.scaleb(int(amount["power"][1:]))
    text = number_text(plain) if amount["power"] or not digits[3] else f"{plain:f}"
    if not NUMBER.fullmatch(text):
        return _ROUND_IT
    without = [left_out.get(sign, sign) for sign in dict.fromkeys(signs)]
    without += ["thousands separators"] if ungrouped != value else []
    without += ["an exponent"] if amount["power"] else []
    without += [amount["unit"]] if amount["unit"] else []
    told = f", without {listed(without)}" if without else ""
    told += ", with a point and not a comma" if "," in amount["number"] else ""
    if amount["unit"]:
        whole = number_text(plain.scaleb(_UNITS[amount["unit"].lower()]))
        either = "" if whole == text else f" or {whole}, by {by}"
        return f"write {text}{either}{told}"
    return f"write {text}{told}"


def plain_currency(value: object) -> str | None:
    """How to write a currency that was typed otherwise, if it can be told which one it is."""
    typed = value.casefold() if isinstance(value, str) and len(value) < 60 else ""
    bare = _POUNDS.sub("", typed)
    return _CURRENCIES.get(bare) if bare != typed else None
