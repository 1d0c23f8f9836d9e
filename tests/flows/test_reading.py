"""A reading is bytes, sidecar, layout, code and registry version."""

from __future__ import annotations

from itertools import combinations

from chiso.paths import ROOT
from chiso.reading import NO_LAYOUT, compute_code_version, find_versions, hash_files, make_reading_id


def test_every_part_of_a_reading_makes_it_another_one():
    base = ("document", "sidecar", "layout", "code")
    ids = {make_reading_id(*base)}
    ids |= {make_reading_id(*(part if at != i else part + "x" for i, part in enumerate(base))) for at in range(4)}
    ids |= {make_reading_id("document", "sidecar", layout, "code") for layout in (None, NO_LAYOUT)}
    assert len(ids) == 7
    assert all(len(reading_id) == 17 and reading_id.startswith("r") for reading_id in ids)


def test_files_have_one_version_that_changes_with_names_and_bytes_only(tmp_path):
    folders = [tmp_path / name for name in ("same", "again", "renamed", "edited", "moved border")]
    contents = [
        {"a.py": "1", "b.py": "2"}, {"b.py": "2", "a.py": "1"}, {"a.py": "1", "c.py": "2"},
        {"a.py": "1", "b.py": "3"}, {"a.py": "1\n2", "b.py": ""},
    ]  # fmt: skip
    for folder, files in zip(folders, contents, strict=True):
        folder.mkdir()
        for name, text in files.items():
            (folder / name).write_text(text)
    versions = [hash_files(folder.glob("*.py"), folder) for folder in folders]
    assert versions[0] == versions[1]
    assert all(a != b for a, b in combinations(versions[1:], 2))


def test_the_versions_of_this_checkout_are_stable():
    compute_code_version.cache_clear()
    assert find_versions().code == compute_code_version()
    assert find_versions().registry == hash_files(
        (ROOT / "chiso/registry/data").glob("*.csv"), ROOT / "chiso/registry/data"
    )
