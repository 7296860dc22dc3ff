"""Characters: those that nobody sees, and those that are taken for others, found in a word and told by name."""

import re
import unicodedata

from appraise.field_types import BLANKS, ID, WIDTHLESS
from appraise.plain_numbers import NUMBER
from appraise.problem import Place, Problem

HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
"""Control characters, hidden line breaks, marks that turn the direction of text, and what is no character at all."""

UNSEEN = re.compile(f"[{BLANKS}{WIDTHLESS}]")
"""What nobody sees or tells from a space. In a long text it may stand; in a word by which things are known, never."""

COLONS = "\u02d0\u0589\u05c3\u2236\ua789\ufe13\ufe55\uff1a"
"""What looks like a colon and is none, as a class of a pattern."""

_OWN_NAMES = {"\ufeff": "a byte order mark", "\u200c": "a zero width non-joiner", "\u2800": "a blank in Braille"}
_WORD = re.compile(rf"{ID.pattern}|{NUMBER.pattern}|[0-9]{{4}}(-[0-9]{{2}}){{0,2}}")
_KEY = re.compile(rf"[a-z0-9][a-z0-9.-]* *(?::({UNSEEN.pattern})|([{COLONS}]))")
_LONGEST = 200
"""The most characters of a word that is looked at: nobody takes a longer one for an id or a number."""


def character_name(character: str) -> str:
    """A character by its name and number, such as "a no-break space (U+00A0)"."""
    name = unicodedata.name(character, "control character").lower()
    article = "an" if name[0] in "aeio" else "a"
    return f"{_OWN_NAMES.get(character, f'{article} {name}')} (U+{ord(character):04X})"


def character_problem(character: str, place: Place) -> Problem:
    """That a character stands where it is not seen or taken for another one, and what to type instead."""
    what = f"{character_name(character)} stands here"
    if re.match(f"[{BLANKS}]", character):
        why = "it looks like a space and is not one; pasted text often holds it"
        return Problem("hidden-character", what, why, "delete it, and type a space if one is wanted", place)
    if UNSEEN.match(character) or HIDDEN.match(character):
        why = "readers would not see it and programs would read it in different ways"
        fix = "delete it with the word it stands in, and type that again"
        return Problem("hidden-character", what, why, fix, place)
    plain = _plain(character)
    fix = f"type {plain} in its place" + (", and a space after it" if plain == ":" else "")
    fix = fix if plain else "type the word again, every letter of it on the keyboard"
    why = "it looks like another character, and programs tell the two apart"
    return Problem("look-alike", what, why, fix, place)


def mistaken_character(word: str) -> str | None:
    """The first character in a word that nobody sees; or else the first that is taken for another, if the word would
    be an id, a number or a date without it, or goes on after what looks like the colon of a key."""
    if word.isascii() or len(word) > _LONGEST:
        return None
    if unseen := UNSEEN.search(word):
        return unseen[0]
    if colon := _KEY.match(word):
        return colon[1] or colon[2]
    alike = [each for each in word if not each.isascii() and (_plain(each) or _is_foreign(each))]
    plain = "".join(_plain(each) or "x" if each in alike else each for each in word)
    return alike[0] if alike and _WORD.fullmatch(plain) else None


def is_mistyped_entry(text: str) -> bool:
    """Whether a text begins as a key with a colon that looks like one, or with what looks like a space after it; or as
    an item of a list with such a space."""
    return _KEY.match(text) is not None or (text[:1] == "-" and UNSEEN.match(text, 1) is not None)


def _plain(character: str) -> str:
    """The character of ASCII that another one is taken for; "" where it is not known."""
    if unicodedata.category(character) == "Pd" or character == "\u2212":
        return "-"
    if re.match(f"[{COLONS}]", character):
        return ":"
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    plain = unicodedata.normalize("NFKC", character)
    return plain if plain.isascii() and len(plain) == 1 else ""


def _is_foreign(character: str) -> bool:
    """Whether a letter is of another script than ours: some look just like our own."""
    return character.isalpha() and "LATIN" not in unicodedata.name(character, "")
