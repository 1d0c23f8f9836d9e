"""What lies in files and folders, and what of it has to be read."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from chiso.collect import Collected, check_paths, collect_files, count_documents, plan_readings
from chiso.fault import RunFault
from chiso.paths import ROOT, make_path_key, make_source_path
from chiso.reading import NO_LAYOUT, Source, Versions, make_reading_id

VERSIONS = Versions(code="code", layouts="layouts", registry="registry")


def write(path: Path, data: str | bytes = "PAR INDEX 2024") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def make_source(path: Path, layout: str | None = None, layouts: str | None = None, code: str = "code") -> Source:
    """The row that a run with these versions left for this file."""
    (file,) = collect_files([path]).files
    reading_id = make_reading_id(file.document_id, file.sidecar_sha, layout, code)
    return Source(
        file.path_key, file.source_path, file.document_id, file.sidecar_sha, layout, layout, reading_id, layouts
    )


def plan(collected: Collected, *sources: Source):
    return plan_readings(collected, {s.path_key: s for s in sources}, {s.reading_id for s in sources}, VERSIONS)


def test_a_folder_gives_its_documents_sorted_with_their_sidecars(tmp_path):
    for name in ("b/2.txt", "a.csv", "b/1.md", "b/1.md.yml", "gold.json", ".hidden.txt", ".git/x.txt", "b/~$w.xlsx"):
        write(tmp_path / name, name)
    collected = collect_files([tmp_path])
    assert [Path(file.source_path).name for file in collected.files] == ["a.csv", "1.md", "2.txt"]
    assert [bool(file.sidecar_sha) for file in collected.files] == [False, True, False]
    assert collected.files[0].document_id == hashlib.sha256(b"a.csv").hexdigest()
    assert collected.folders == (make_path_key(tmp_path),)
    assert (collected.skipped, collected.faults, collected.unreadable) == ((), (), ())


def test_files_of_unknown_kind_and_notes_about_documents_are_listed_as_skipped(tmp_path):
    write(tmp_path / "map.png", b"\x89PNG\r\n")
    write(tmp_path / "bundle.zip", b"PK\x03\x04 cut off")
    write(tmp_path / "LICENCES.md", "who owns what")
    write(tmp_path / "1.txt")
    collected = collect_files([tmp_path])
    assert [file.path.name for file in collected.files] == ["1.txt"]
    assert {Path(s.source_path).name: s.reason for s in collected.skipped} == {
        "map.png": "unknown kind (.png)",
        "bundle.zip": "unknown kind (.zip)",
        "LICENCES.md": "it speaks of the documents beside it",
    }


def test_a_workbook_shows_itself_by_its_bytes_whatever_its_name(tmp_path):
    workbook = (ROOT / "raw" / "vcci" / "2012" / "pci_2012.xlsx").read_bytes()
    write(tmp_path / "bang-diem.xls", workbook)
    assert [file.path.name for file in collect_files([tmp_path]).files] == ["bang-diem.xls"]


def test_a_file_given_by_name_is_left_to_its_reader(tmp_path):
    path = write(tmp_path / "rubbish.bin", b"\x00\x01\x02")
    assert len(collect_files([path]).files) == 1


def test_paths_without_documents_become_faults_and_the_others_are_collected(tmp_path):
    write(tmp_path / "good" / "1.txt")
    (tmp_path / "empty").mkdir()
    write(tmp_path / "pictures" / "map.png", b"\x89PNG")
    gold = write(tmp_path / "1.json", "{}")
    collected = collect_files([tmp_path / name for name in ("good", "missing", "empty", "pictures")] + [gold])
    assert len(collected.files) == 1
    missing, empty, pictures, json = collected.faults
    assert missing == f"{tmp_path}/missing: no such file or folder; check the path"
    assert "empty: no documents in this folder" in empty
    assert "1 skipped: unknown kind (.png)" in pictures
    assert "a .json file is no document" in json


def test_check_paths_refuses_early_only_what_can_hold_no_document(tmp_path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(RunFault, match="no such file or folder"):
        check_paths([tmp_path / "missing"])
    with pytest.raises(RunFault, match="no documents in this folder"):
        check_paths([tmp_path / "empty"])
    check_paths([tmp_path / "missing", write(tmp_path / "1.txt")])


def test_a_file_named_twice_is_collected_once(tmp_path):
    path = write(tmp_path / "seed" / "1.txt")
    collected = collect_files([path, path.parent])
    assert (len(collected.files), collected.faults) == (1, ())


def test_source_path_always_has_folder_and_file(tmp_path, monkeypatch):
    path = write(tmp_path / "seed" / "1.txt")
    monkeypatch.chdir(path.parent)
    assert make_source_path(Path("1.txt")) == "seed/1.txt"
    assert make_source_path(Path("../seed/1.txt")) == "../seed/1.txt"
    assert make_source_path(Path("../1.txt")) == f"{tmp_path.name}/1.txt"
    assert [file.source_path for file in collect_files([Path()]).files] == ["seed/1.txt"]


def test_path_keys_do_not_depend_on_how_a_path_is_written(tmp_path, monkeypatch):
    assert make_path_key(ROOT / "raw" / "x.txt") == "raw/x.txt"
    path = write(tmp_path / "seed" / "1.txt")
    monkeypatch.chdir(tmp_path)
    assert make_path_key(Path("seed/../seed/1.txt")) == make_path_key(path) == path.resolve().as_posix()
    (tmp_path / "link").symlink_to(path.parent)
    assert make_path_key(tmp_path / "link" / "1.txt") == make_path_key(path)


def test_a_new_file_is_read_and_an_equal_one_is_not(tmp_path):
    path = write(tmp_path / "1.txt")
    collected = collect_files([tmp_path])
    assert [group[0].path for group in plan(collected).to_read] == [path]
    assert plan(collected, make_source(path)).is_empty


@pytest.mark.parametrize("change", ["bytes", "sidecar", "code"])
def test_bytes_sidecar_or_code_that_changed_are_read_again(tmp_path, change):
    path = write(tmp_path / "1.txt")
    source = make_source(path, code="older code" if change == "code" else "code")
    if change == "bytes":
        write(path, "SIPAS 2024")
    if change == "sidecar":
        write(tmp_path / "1.txt.yml", "title: x")
    assert len(plan(collect_files([tmp_path]), source).to_read) == 1


def test_only_tables_care_for_layouts(tmp_path):
    prose, table = write(tmp_path / "1.txt"), write(tmp_path / "2.csv", "a,b\n1,2\n")
    sources = [make_source(prose), make_source(table, NO_LAYOUT, "older layouts")]
    assert [group[0].path for group in plan(collect_files([tmp_path]), *sources).to_read] == [table]
    sources[1] = make_source(table, NO_LAYOUT, "layouts")
    assert plan(collect_files([tmp_path]), *sources).is_empty


def test_the_same_bytes_under_two_paths_are_read_once_from_the_first(tmp_path):
    write(tmp_path / "b.txt"), write(tmp_path / "a.txt")
    (group,) = plan(collect_files([tmp_path])).to_read
    assert [file.path.name for file in group] == ["a.txt", "b.txt"]


def test_a_second_path_of_a_known_reading_is_only_noted(tmp_path):
    source = make_source(write(tmp_path / "a.txt"))
    copy = write(tmp_path / "b.txt")
    result = plan(collect_files([tmp_path]), source)
    assert result.to_read == ()
    assert [known.path_key for known in result.known] == [make_path_key(copy)]
    collected = collect_files([tmp_path])
    assert count_documents(collected, {source.path_key: source}, result.known, ()) == {"unchanged": 1}


def test_what_disappeared_is_gone_only_from_folders_scanned_whole(tmp_path):
    kept, lost = write(tmp_path / "a" / "1.txt"), write(tmp_path / "a" / "2.txt", "x")
    other = write(tmp_path / "ab" / "3.txt", "y")  # 'ab' begins like 'a' and is another folder
    sources = [make_source(path) for path in (kept, lost, other)]
    lost.unlink()
    other.unlink()
    assert plan(collect_files([tmp_path / "a"]), *sources).gone == (make_path_key(lost),)
    assert plan(collect_files([kept]), *sources).gone == ()


def test_a_file_that_cannot_be_read_stops_no_other_and_is_not_gone(tmp_path):
    write(tmp_path / "2.txt")
    path = write(tmp_path / "1.txt")
    source = make_source(path)
    path.unlink()
    path.symlink_to(tmp_path / "nowhere.txt")
    collected = collect_files([tmp_path])
    assert [file.path.name for file in collected.files] == ["2.txt"]
    assert [skipped.path_key for skipped in collected.unreadable] == [source.path_key]
    assert "1.txt: No such file or directory" in collected.unreadable[0].reason
    assert plan(collected, source).gone == ()


def test_documents_are_counted_as_new_changed_or_unchanged(tmp_path):
    old = make_source(write(tmp_path / "old.txt", "old"))
    before = make_source(write(tmp_path / "changed.txt", "before"))
    write(tmp_path / "changed.txt", "after")
    write(tmp_path / "new.txt", "new")
    failed = write(tmp_path / "failed.txt", "failed")
    collected = collect_files([tmp_path])
    found = [make_source(tmp_path / name) for name in ("changed.txt", "new.txt", "failed.txt")]
    sources = {source.path_key: source for source in (old, before)}
    broken = {hashlib.sha256(failed.read_bytes()).hexdigest()}
    assert count_documents(collected, sources, found, broken) == {"new": 1, "changed": 1, "unchanged": 1}
