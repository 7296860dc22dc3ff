"""YAML errors: the sentences for text that these files cannot hold, and for text that is no YAML.

For each code what is wrong, why it is not let through, and what to type instead.
"""

from appraise.problem import Place, Problem

DEPTH_LIMIT = 30
EVENT_LIMIT = 4_000_000
LINE_LIMIT = 2_000_000
TEXT_LIMIT = 100_000

REFUSALS: dict[str, tuple[str, str, str]] = {
    "alias": (
        "a text cannot begin with *",
        "* would repeat another part of the file here, and every part must be readable by itself",
        "put the whole text in quotes, or write the other part out in full",
    ),
    "anchor": (
        "a text cannot begin with &",
        "& would give this part of the file a name here, to be repeated elsewhere",
        "put the whole text in quotes, or leave out the & and the name",
    ),
    "tag": (
        "a text cannot begin with !",
        "! would say what type the value is here, and these files need no types",
        "put the whole text in quotes, or leave out the ! and the type",
    ),
    "directive": (
        "a line cannot begin with %",
        "% would change here how the rest of the file is read",
        "leave the line out, or indent it under the line it goes on from",
    ),
    "indent": (
        "this line begins with a no-break space",
        "it looks like a space and is not one; pasted text often holds it",
        "delete it and type spaces",
    ),
    "question": (
        "a ? stands alone as a value",
        "the sign has a meaning of its own in these files",
        "write unknown for what is not known, or put the ? in quotes",
    ),
    "tab": (
        "a tab stands here",
        "tabs and spaces look alike, and how far a line is indented has a meaning",
        "use spaces",
    ),
    "escape": (
        "the letters after this backslash are no code for a character",
        "in double quotes a backslash begins a code for another character",
        "put the text in single quotes, or take the quotes away",
    ),
    "backslash": (
        'in double quotes "{typed}" is a code for one character, so that letters may be lost here',
        "in a path it is the beginning of a name, and it would be dropped without anyone seeing it",
        "put the text in single quotes, or write each backslash twice; begin a new line of a long text with | instead",
    ),
    "second-document": (
        "a second document begins here (---)",
        "only the first would be read",
        "take the line out, or use two files",
    ),
    "key": (
        "what stands here cannot be a key",
        "a key is one word or number, before its colon",
        "write a word, or put the text in quotes",
    ),
    "duplicate-key": (
        '"{key}" stands here for the second time; the first is on line {first}',
        "one of the two would be dropped without anyone seeing it",
        "keep one",
    ),
    "no-value": (
        "there is no value here",
        "an empty place does not say whether something was forgotten",
        "leave the line out, or give a value",
    ),
    "flow-value": (
        "there is no value after this inside { }",
        "a text with a comma in it is broken in two there",
        "give it a value after a colon and a space, put the whole text in quotes, or write one fact a line",
    ),
    "hash": (
        "this # follows a space and begins a comment, but no space comes after it",
        "the text from here on would be dropped without anyone seeing it",
        "put the whole text in quotes; or, if it is a comment, write a space after the #",
    ),
    "flow-text": (
        "text with spaces stands inside {{ }} or [ ]",
        "a comma or a colon in it would break it in two",
        "{fix}",
    ),
    "flow-number": (
        'commas inside {{ }} or [ ] part "{typed}"',
        "each part would be read by itself",
        "{fix}",
    ),
    "hidden-character": (
        "this text holds a character that cannot be seen",
        "readers would not see it and programs would read it in different ways",
        "take out the code that begins with the backslash",
    ),
    "not-a-mapping": (
        "this file holds no keys",
        "every file begins with its kind",
        "begin with a line such as: kind: {kind}",
    ),
    "too-deep": (
        f"this is more than {DEPTH_LIMIT} levels deep",
        "no appraisal needs more",
        "check the brackets and the indents",
    ),
    "too-long": (
        f"the file holds more than {EVENT_LIMIT:,} parts or {LINE_LIMIT:,} lines",
        "no appraisal needs more",
        "check that it is the right file; if it is, take out what does not belong in it",
    ),
    "layout": (
        "this text holds what looks like {like}",
        "texts are printed as sentences, so this line would be run together with others",
        "write sentences, with a blank line between paragraphs; a list goes under items: where there is such a key",
    ),
    "long-text": (
        f"this text is longer than {TEXT_LIMIT:,} characters",
        "nobody could read it in an appendix",
        "say it shorter here, and keep the long text in a document that the evidence lists",
    ),
    "colon": (
        "a text holds a colon with a space after it, or this line is indented too far",
        "it reads as a second key on the same line",
        "put the text in quotes, in ' ' where it holds \", or set the line under the one it belongs to",
    ),
    "no-colon": (
        "a key is wanted here, but no colon with a space after it follows",
        "it cannot be told what this text belongs to",
        "write a key, a colon, a space and the value, or indent it under the line it goes on from",
    ),
    "open-quote": (
        "a quote is opened here and not closed",
        "the rest of the file would be part of this text",
        "close it with the same quote; inside single quotes an apostrophe is written twice",
    ),
    "open-bracket": (
        "this bracket is not closed, or something inside it is not parted by commas",
        "it cannot be told what belongs in it",
        "close it, put commas between, and put text with any other signs in quotes",
    ),
    "after-value": (
        "the text goes on here after the quote or bracket that ended it",
        "it cannot be told whether the rest belongs to it",
        "put the whole text in quotes: double ones round an apostrophe, single ones round double ones",
    ),
    "list": (
        "a list begins on the same line as its key",
        "its lines could not be told apart",
        "begin the list on the next line, or put the text in quotes",
    ),
    "block-text": (
        "| or > says that the text begins on the next line, but something stands here",
        "what stands on this line cannot be read",
        "begin the text on the next line, or put it in quotes",
    ),
    "sign": (
        "a text cannot begin with this sign",
        "the sign has a meaning of its own in these files",
        "put the whole text in quotes",
    ),
    "yaml-syntax": (
        "this line does not fit the ones before it",
        "it cannot be told what it belongs to",
        "check its indent and the one above; lines of one thing begin in the same column",
    ),
}


def refusal(code: str, place: Place, **values: object) -> Problem:
    """The problem of a code at a place. values: what its sentences name."""
    what, why, fix = (text.format(**values) if values else text for text in REFUSALS[code])
    return Problem(code, what, why, fix, place)
