"""One key for all spellings of a name, and all spellings for the automaton."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiso.registry import load_registry
from chiso.registry.names import ABBREVIATION_SEPARATORS, make_all_keys, make_key, strip_keys, vary_separators
from chiso.registry.tables import read_table


@pytest.mark.parametrize(
    "names",
    [
        ("Sở KH&ĐT", "Sở KH-ĐT", "sở KH & ĐT", "SỞ KH và ĐT", "Sở KH – ĐT", "Sở  KH,ĐT"),
        ("Sở Lao động - Thương binh và Xã hội", "Sở Lao động, Thương binh và Xã hội", "Sở Lao động thương binh xã hội"),
        ("Bà Rịa - Vũng Tàu", "Bà Rịa – Vũng Tàu", "Bà Rịa-Vũng Tàu", "BÀ RỊA VŨNG TÀU"),
        ("Hoà Bình", "Hòa Bình", "Hòa Bình"),
        ("Ðắk Lắk", "Đắk Lắk"),
        ("Ia H'Drai", "Ia H’Drai", "Ia HDrai"),
        ("Phú Quí", "Phú Quý"),
        ("TP. Đà Nẵng", "TP.Đà Nẵng", "tp Đà Nẵng"),
        ("the Ministry of Justice", "Ministry of Justice"),
    ],
)
def test_spellings_of_one_name_share_a_key(names: tuple[str, ...]) -> None:
    assert len({make_key(name) for name in names}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("Sơn Hà", "Sơn Hạ"), ("Châu Thành", "Châu Thành A"), ("Hà Nam", "Hà Nội"), ("Ba Tơ", "Ba Tô"), ("Thuỷ", "Thúy")],
)
def test_different_names_keep_different_keys(one: str, other: str) -> None:
    assert make_key(one) != make_key(other)


def test_the_pass_over_all_names_equals_the_single_one() -> None:
    names = [
        row[1] for table in ("unit_names", "body_names", "index_names", "component_names") for row in read_table(table)
    ]
    names += ["Hoà Bình", "Thuỷ Nguyên", "Quý", "Qúy", "Uý", "thoả", "hoạ", "Ðak", "QUẢNG  NINH", "khoẻ"]
    assert make_all_keys(names) == [make_key(name) for name in names]


@given(st.text(max_size=30))
def test_a_key_is_the_key_of_itself(text: str) -> None:
    key = make_key(text)
    assert make_key(key) == make_key(make_key(key))
    assert key == key.strip()


def test_plain_keys_lose_marks_and_va() -> None:
    assert strip_keys("sở văn hóa va thể thao") == "so van hoa the thao"
    assert strip_keys("đắk lắk\nvân hồ") == "dak lak\nvan ho"


def test_joints_are_varied() -> None:
    forms = set(vary_separators("Sở Kế hoạch và Đầu tư"))
    assert {"Sở Kế hoạch và Đầu tư", "Sở Kế hoạch - Đầu tư", "Sở Kế hoạch Đầu tư", "Sở Kế hoạch & Đầu tư"} <= forms
    assert {"Sở KH-ĐT", "Sở KH&ĐT", "Sở KHĐT"} <= set(vary_separators("Sở KH&ĐT", ABBREVIATION_SEPARATORS))
    assert list(vary_separators("Sở Y tế")) == ["Sở Y tế"]


def test_every_phrase_resolves_to_something_of_its_types() -> None:
    """No phrase stands in the automaton that the lookup does not know."""
    registry = load_registry()
    for phrase in registry.unit_phrases():
        for unit_type in phrase.types:
            found = registry.resolve_phrase(phrase.key, unit_type=unit_type)
            assert found.status != "unknown", phrase
            ids = found.candidates if found.unit_id is None else (found.unit_id,)
            assert {registry.units[i].type for i in ids} == {unit_type}, phrase


def test_phrases_hold_the_ways_announcements_write() -> None:
    phrases = {phrase.text.casefold(): phrase for phrase in load_registry().unit_phrases()}
    for text in (
        "Quảng Ninh",
        "Quang Ninh",
        "TP. Hồ Chí Minh",
        "TP.HCM",
        "TPHCM",
        "BR-VT",
        "TT-Huế",
        "Thừa Thiên - Huế",
        "Bộ KH&ĐT",
        "Bộ TN-MT",
        "Bộ Khoa học Công nghệ",
        "Sở TN-MT",
        "Sở Kế hoạch Đầu tư",
        "Sở Lao động, Thương binh và Xã hội",
        "TP Cẩm Phả",
        "thị xã Quảng Yên",
        "TX Quảng Yên",
        "phường Hồng Bàng",
        "P. Hồng Bàng",
        "đặc khu Cát Hải",
        "Công an tỉnh",
        "Cục Thuế tỉnh",
        "BHXH",
        "Kho bạc Nhà nước tỉnh",
        "Son Hoa district",
        "Ministry of Justice",
        "Đồng bằng sông Cửu Long",
        "Mekong Delta",
        "Krông Pắk",
        "Department of Justice",
        "Văn phòng UBND thành phố",
    ):
        assert text.casefold() in phrases, text
    assert not phrases["quảng ninh"].bare
    assert phrases["quảng ninh"].types == ("commune", "district", "province")
    assert phrases["hồng bàng"].bare
    assert phrases["văn hóa, thể thao và du lịch"].bare
    assert not phrases["sở văn hóa, thể thao và du lịch"].bare
    assert phrases["sở nội vụ"].types == ("department",)


def test_a_kind_of_body_stands_once() -> None:
    texts = [phrase.text for phrase in load_registry().unit_phrases()]
    assert len(texts) == len({text.casefold() for text in texts})
    assert not [text for text in texts if text.startswith("Sở Nội vụ ")]


def test_index_phrases_are_unique_or_need_context() -> None:
    seen: dict[str, str] = {}
    for phrase in load_registry().index_phrases():
        assert seen.setdefault(phrase.text.casefold(), phrase.index_code) == phrase.index_code, phrase
