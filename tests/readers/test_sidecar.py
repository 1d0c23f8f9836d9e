"""Sidecars: every key optional, every mistake said with its place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from chiso.model import Sidecar
from chiso.readers import ReadFault, read_sidecar

SHARED = Path(__file__).resolve().parents[3] / "shared"


def write(folder: Path, text: str | bytes) -> Path:
    path = folder / "a.txt.yml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_all_keys(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        'title: "SIPAS 2023: 82,66%"\npublisher: Bộ Nội vụ\noutlet: vnanet.vn\n'
        "url: https://a.vn/b.html\npublished: 2024-04-18\n"
        "retrieved: '2024-05-01T08:30:00'\nlicence: unknown\nlanguage: vi\njurisdiction: vn\nform: retold\n",
    )
    assert read_sidecar(path) == Sidecar(
        "SIPAS 2023: 82,66%", "Bộ Nội vụ", "vnanet.vn", "https://a.vn/b.html", date(2024, 4, 18), date(2024, 5, 1),
        "unknown", "vi", "vn", "retold",
    )  # fmt: skip


def test_nothing_is_a_sidecar_without_keys(tmp_path: Path) -> None:
    assert read_sidecar(tmp_path / "missing.yml") == Sidecar()
    assert read_sidecar(write(tmp_path, "# nothing known yet\n")) == Sidecar()
    assert read_sidecar(write(tmp_path, "title:\nurl: ''\n")) == Sidecar()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title: [1, 2\n", "line 2"),
        ("title: a: b\n", "line 1, column 9"),
        ("- title\n", "not a mapping"),
        ("just words\n", "not a mapping"),
        ("titel: SIPAS\n", "unknown key 'titel'"),
        ("1: SIPAS\n", "unknown key 1"),
        ("title: 2024\n", "2024 is not text"),
        ("title: {a: b}\n", "is not text"),
        ("published: 15/3/2025\n", "'15/3/2025' is no date"),
        ("published: 2025-02-30\n", "'2025-02-30' is no date"),
        ("form: copied\n", "published, retyped, retold, derived"),
        ("url: a\nurl: b\n", "stands twice"),
        ("title: !!python/object/apply:os.system [ls]\n", "not valid YAML"),
        ("a: " + "[" * 5000, "not valid YAML"),
        ("title: " + "x" * 70_000, "too long"),
        (b"title: Qu\xb6ng Ninh\n", "byte 9 is not UTF-8"),
    ],
)
def test_every_mistake_is_one_clear_line(tmp_path: Path, text: str | bytes, said: str) -> None:
    with pytest.raises(ReadFault) as caught:
        read_sidecar(write(tmp_path, text))
    assert caught.value.reason_code == "bad_sidecar"
    assert said in caught.value.message
    assert "a.txt.yml" in caught.value.message
    assert "\n" not in caught.value.message


@pytest.mark.skipif(not SHARED.exists(), reason="needs the labelled announcements of ../shared")
def test_every_sidecar_of_the_labelled_announcements_is_read() -> None:
    paths = sorted(SHARED.glob("corpus/dev/*/*.yml"))
    assert len(paths) > 80
    assert all(read_sidecar(path).url for path in paths)
