"""The archive of an office file is the same whoever packed it, and when."""

import io
import zipfile

from appraise.publish.render.archive import stored

FILES = {"word/b.xml": b"<b/>" * 500, "docProps/core.xml": b"<core/>", "[Content_Types].xml": b"<Types/>", "a": b""}


def packed(level: int, year: int) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as file:
        for name, content in FILES.items():
            entry = zipfile.ZipInfo(name, (year, 2, 3, 4, 5, 6))
            entry.create_system, entry.external_attr = year % 4, year << 16
            file.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return archive.getvalue()


def test_whenever_and_however_it_was_packed_its_bytes_are_the_same() -> None:
    one, other = packed(1, 1990), packed(9, 2026)
    assert one != other
    assert stored(one) == stored(other) == stored(stored(one))


def test_all_is_in_it_as_it_is_and_what_tells_the_kind_of_file_comes_first() -> None:
    made = stored(packed(9, 2026))
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        assert file.testzip() is None
        assert {name: file.read(name) for name in file.namelist()} == FILES
        assert file.namelist() == ["[Content_Types].xml", "docProps/core.xml", "word/b.xml", "a"]
        assert {entry.compress_type for entry in file.infolist()} == {zipfile.ZIP_STORED}
    assert FILES["word/b.xml"] in made
