"""What a name means in its context: each row is a case that a careless lookup gets wrong."""

from datetime import date

import pytest

from chiso.registry import load_registry

CASES = [
    # name, context, unit
    ("Quảng Ninh", {}, "province/quang-ninh"),
    ("Quảng Ninh", {"jurisdiction": "vn", "bloc": "provinces"}, "province/quang-ninh"),
    ("Quảng Ninh", {"jurisdiction": "province/quang-binh", "year": 2022}, "district/quang-binh/huyen-quang-ninh"),
    ("huyện Quảng Ninh", {}, "district/quang-binh/huyen-quang-ninh"),
    ("tỉnh Quảng Ninh", {"bloc": "provinces"}, "province/quang-ninh"),
    ("UBND tỉnh Quảng Ninh", {"jurisdiction": "vn"}, "province/quang-ninh"),
    # city or province: the type word decides, or the bloc
    ("Thanh Hóa", {"year": 2022}, "province/thanh-hoa"),
    ("TP Thanh Hóa", {"year": 2022}, "district/thanh-hoa/thanh-pho-thanh-hoa-to-2025"),
    ("Thanh Hóa", {"jurisdiction": "province/thanh-hoa", "bloc": "districts", "year": 2022},
     "district/thanh-hoa/thanh-pho-thanh-hoa-to-2025"),
    ("TP.Huế", {"jurisdiction": "vn", "bloc": "provinces", "year": 2023}, "province/hue"),
    ("TP Huế", {"jurisdiction": "province/hue", "bloc": "districts", "year": 2021}, "district/hue/thanh-pho-hue"),
    ("Thừa Thiên - Huế", {"year": 2022}, "province/hue"),
    ("tỉnh Thừa Thiên Huế", {"year": 2019}, "province/hue"),
    ("thành phố Đồng Nai", {"year": 2026}, "province/dong-nai-2025"),
    # bodies
    ("Sở Nội vụ", {"jurisdiction": "province/quang-ninh", "year": 2024}, "department/quang-ninh/so-noi-vu"),
    ("Sở Nội vụ", {"jurisdiction": "province/quang-ninh", "year": 2025}, "department/quang-ninh/so-noi-vu-2025"),
    ("Sở TN-MT", {"jurisdiction": "province/quang-ninh", "year": 2018},
     "department/quang-ninh/so-tai-nguyen-va-moi-truong"),
    ("Sở Kế hoạch Đầu tư", {"jurisdiction": "province/tra-vinh", "year": 2019},
     "department/tra-vinh/so-ke-hoach-va-dau-tu"),
    ("Sở LĐ-TB&XH", {"jurisdiction": "province/tra-vinh", "year": 2019},
     "department/tra-vinh/so-lao-dong-thuong-binh-va-xa-hoi"),
    ("Sở Tài chính Hà Nội", {"year": 2020}, "department/ha-noi/so-tai-chinh"),
    ("Sở Tài chính", {"jurisdiction": "province/hai-phong-2025", "year": 2025},
     "department/hai-phong-2025/so-tai-chinh-2025"),
    ("Văn hóa Thể thao và Du lịch", {"jurisdiction": "province/dak-lak", "bloc": "departments", "year": 2021},
     "department/dak-lak/so-van-hoa-the-thao-va-du-lich"),
    ("Tư pháp", {"jurisdiction": "province/thai-nguyen", "bloc": "departments", "year": 2022},
     "department/thai-nguyen/so-tu-phap"),
    ("Công an tỉnh", {"jurisdiction": "province/quang-ninh", "year": 2024}, "central_agency/quang-ninh/cong-an"),
    ("Cục Thuế Quảng Nam", {"year": 2019}, "central_agency/quang-nam/cuc-thue"),
    ("Cục Thuế tỉnh Trà Vinh", {"jurisdiction": "province/tra-vinh", "bloc": "departments", "year": 2019},
     "central_agency/tra-vinh/cuc-thue"),
    ("Ngân hàng Nhà nước Chi nhánh Quảng Ninh", {"jurisdiction": "province/quang-ninh", "year": 2024},
     "central_agency/quang-ninh/ngan-hang-nha-nuoc"),
    ("Ngân hàng Nhà nước", {"jurisdiction": "vn", "bloc": "ministries", "year": 2015}, "ministry/ngan-hang-nha-nuoc"),
    ("Ngân hàng Nhà nước tỉnh", {"jurisdiction": "province/khanh-hoa", "bloc": "central_agencies", "year": 2020},
     "central_agency/khanh-hoa/ngan-hang-nha-nuoc"),
    ("Bộ Chỉ huy Bộ đội Biên phòng tỉnh", {"jurisdiction": "province/quang-ninh", "year": 2024},
     "central_agency/quang-ninh/bo-chi-huy-bo-doi-bien-phong"),
    ("Ban Quản lý Khu kinh tế Nghi Sơn và các Khu công nghiệp", {"jurisdiction": "province/thanh-hoa", "year": 2024},
     "department/thanh-hoa/ban-quan-ly-khu-kinh-te"),
    ("Department of Foreign Affairs", {"jurisdiction": "province/phu-yen", "year": 2019},
     "department/phu-yen/so-ngoai-vu"),
    ("Phu Yen Department of Justice", {"year": 2019}, "department/phu-yen/so-tu-phap"),
    ("Văn phòng UBND thành phố", {"jurisdiction": "province/ha-noi", "year": 2019}, "department/ha-noi/van-phong-ubnd"),
    # ministries before and after 2025-03-01
    ("Bộ KH&ĐT", {"year": 2023}, "ministry/bo-ke-hoach-va-dau-tu"),
    ("Bộ Tài chính", {"year": 2024, "on": date(2025, 4, 6)}, "ministry/bo-tai-chinh"),
    ("Bộ Tài chính", {"year": 2025}, "ministry/bo-tai-chinh-2025"),
    ("Ministry of Labor, Invalids and Social Affairs", {"year": 2023}, "ministry/bo-lao-dong-thuong-binh-va-xa-hoi"),
    # territory and time
    ("Hà Tây", {"year": 2008}, "province/ha-tay"),
    ("Hà Nội", {"year": 2007}, "province/ha-noi-to-2008"),
    ("Hà Nội", {"year": 2008, "basis": 64}, "province/ha-noi-to-2008"),
    ("Hà Nội", {"year": 2020}, "province/ha-noi"),
    ("huyện Hoành Bồ", {"jurisdiction": "province/quang-ninh", "year": 2018}, "district/quang-ninh/huyen-hoanh-bo"),
    ("TP Hạ Long", {"jurisdiction": "province/quang-ninh", "year": 2018},
     "district/quang-ninh/thanh-pho-ha-long-to-2020"),
    ("TP Hạ Long", {"jurisdiction": "province/quang-ninh", "year": 2024}, "district/quang-ninh/thanh-pho-ha-long"),
    ("thị xã Đông Triều", {"jurisdiction": "province/quang-ninh", "year": 2023},
     "district/quang-ninh/thanh-pho-dong-trieu"),
    ("thành phố Đông Triều", {"jurisdiction": "province/quang-ninh", "year": 2024},
     "district/quang-ninh/thanh-pho-dong-trieu"),
    ("Dong Hoa district", {"jurisdiction": "province/phu-yen", "year": 2019}, "district/phu-yen/thi-xa-dong-hoa"),
    ("Quận 2", {"jurisdiction": "province/ho-chi-minh", "year": 2019}, "district/ho-chi-minh/quan-2"),
    ("TP. Thủ Đức", {"jurisdiction": "province/ho-chi-minh", "year": 2022}, "district/ho-chi-minh/thanh-pho-thu-duc"),
    # spellings
    ("UBND huyện Krông Pắk", {"jurisdiction": "province/dak-lak", "year": 2021}, "district/dak-lak/huyen-krong-pac"),
    ("huyện Krông Ana", {"jurisdiction": "province/dak-lak", "year": 2021}, "district/dak-lak/huyen-krong-a-na"),
    ("Đak Nông", {"year": 2020}, "province/dak-nong"),
    ("Bắc Cạn", {"year": 2020}, "province/bac-kan"),
    ("BR-VT", {"year": 2021}, "province/ba-ria-vung-tau"),
    ("BRVT", {"year": 2019}, "province/ba-ria-vung-tau"),
    ("Bà Rịa – Vũng Tàu", {"year": 2022}, "province/ba-ria-vung-tau"),
    ("TT-Hue", {"year": 2019}, "province/hue"),
    ("TPHCM", {"year": 2023}, "province/ho-chi-minh"),
    ("TP.Hồ Chí Minh", {"year": 2023}, "province/ho-chi-minh"),
    ("HCMC", {"year": 2019}, "province/ho-chi-minh"),
    ("thị xã Hoà Thành", {"jurisdiction": "province/tay-ninh", "year": 2022}, "district/tay-ninh/thi-xa-hoa-thanh"),
    ("huyện đảo Cô Tô", {"jurisdiction": "province/quang-ninh", "year": 2022}, "district/quang-ninh/huyen-co-to"),
    # regions, country
    ("ĐBSCL", {"bloc": "region"}, "region/dong-bang-song-cuu-long"),
    ("vùng Đồng bằng sông Hồng", {}, "region/dong-bang-song-hong"),
    ("khu vực Tây Nguyên", {"jurisdiction": "vn"}, "region/tay-nguyen"),
    ("Central Highlands", {"bloc": "region"}, "region/tay-nguyen"),
    ("Vietnam", {"jurisdiction": "un", "bloc": "country", "year": 2024}, "vn"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "context", "unit_id"), CASES, ids=[f"{n}-{u}" for n, _, u in CASES])
def test_context_decides(name: str, context: dict[str, object], unit_id: str) -> None:
    found = load_registry().resolve(name, **context)  # type: ignore[arg-type]
    assert found.status == "one", found
    assert found.unit_id == unit_id


@pytest.mark.parametrize(
    ("name", "context", "among"),
    [
        ("huyện Châu Thành", {"year": 2022}, "district/kien-giang/huyen-chau-thanh"),
        ("Cục Thuế tỉnh", {"year": 2022}, "central_agency/quang-nam/cuc-thue"),
        ("Hồng Ngự", {"jurisdiction": "province/dong-thap", "year": 2021}, "district/dong-thap/huyen-hong-ngu"),
        ("Quảng Trị", {}, "province/quang-tri-2025"),
        ("Cục Thuế Đà Nẵng", {"jurisdiction": "vn"}, "central_agency/da-nang/cuc-thue"),
        ("Cao Bằng", {"jurisdiction": "province/cao-bang", "year": 2022}, "district/cao-bang/thanh-pho-cao-bang"),
    ],
)
def test_never_a_silent_pick(name: str, context: dict[str, object], among: str) -> None:
    found = load_registry().resolve(name, **context)  # type: ignore[arg-type]
    assert found.status == "ambiguous"
    assert found.unit_id is None
    assert among in found.candidates
    assert len(found.candidates) > 1


@pytest.mark.parametrize(
    ("name", "context", "first"),
    [
        ("Quảng Nin", {"jurisdiction": "vn", "bloc": "provinces"}, "province/quang-ninh"),
        ("Sở Kế hoach và Đầu tư", {"jurisdiction": "province/quang-ninh"},
         "department/quang-ninh/so-ke-hoach-va-dau-tu"),
        ("huyện Krông Pck", {"jurisdiction": "province/dak-lak"}, "district/dak-lak/huyen-krong-pac"),
        ("SonHoadistrict", {"jurisdiction": "province/phu-yen"}, "district/phu-yen/huyen-son-hoa"),
        # right names in a wrong context: what they would mean elsewhere is proposed
        ("Hà Tây", {"year": 2020}, "province/ha-tay"),
        ("Cục Thuế Quảng Nam", {"jurisdiction": "province/quang-ninh", "year": 2019},
         "central_agency/quang-nam/cuc-thue"),
        ("thành phố Hạ Long", {"jurisdiction": "province/ha-noi"}, "district/quang-ninh/thanh-pho-ha-long"),
        ("Sở Nội vụ", {"jurisdiction": "province/quang-ninh", "bloc": "districts"}, "department/quang-ninh/so-noi-vu"),
        ("phường Hồng Bàng", {"jurisdiction": "province/hai-phong", "year": 2023},
         "commune/hai-phong-2025/phuong-hong-bang"),
    ],
)  # fmt: skip
def test_what_is_unknown_comes_with_proposals(name: str, context: dict[str, object], first: str) -> None:
    found = load_registry().resolve(name, **context)  # type: ignore[arg-type]
    assert (found.status, found.unit_id) == ("unknown", None)
    assert found.candidates[0] == first
    assert found.reason


@pytest.mark.parametrize(
    "name", ["", "  ", "-", "và", "UBND", "CMI", "Vinhomes", "nhóm trung bình cao", "Công ty Hạ Long"]
)
def test_what_is_no_unit_is_unknown(name: str) -> None:
    assert load_registry().resolve(name).status == "unknown"


def test_short_forms_count_only_in_a_list() -> None:
    registry = load_registry()
    assert registry.resolve("Nội vụ").status == "unknown"
    assert registry.resolve("Nội vụ", "vn", 2023).status == "unknown"
    assert registry.resolve("Nội vụ", "vn", 2023, "ministries").unit_id == "ministry/bo-noi-vu"


def test_an_unknown_jurisdiction_is_said() -> None:
    found = load_registry().resolve("Sở Y tế", "province/atlantis")
    assert found.status == "unknown"
    assert "province/atlantis" in found.reason


@pytest.mark.parametrize(
    ("name", "year", "unit_id"),
    [
        ("Việt Nam", None, "vn"),
        ("Thừa Thiên Huế", 2021, "province/hue"),
        ("Hà Nội", 2022, "province/ha-noi"),
        ("tỉnh Phú Yên", None, "province/phu-yen"),
        ("Phu Yen", 2019, "province/phu-yen"),
        ("Đà Nẵng", 2025, "province/da-nang-2025"),
        ("Hạ Long", 2022, None),
        ("Bộ Nội vụ", 2022, None),
    ],
)
def test_jurisdictions_are_the_country_and_its_provinces(name: str, year: int | None, unit_id: str | None) -> None:
    assert load_registry().resolve_jurisdiction(name, year).unit_id == unit_id


def test_the_unit_of_a_line_on_a_day() -> None:
    registry = load_registry()
    assert registry.unit_as_of("province/quang-tri", date(2024, 1, 1)) == "province/quang-tri"
    assert registry.unit_as_of("province/quang-tri", date(2026, 1, 1)) == "province/quang-tri-2025"
    assert registry.unit_as_of("province/quang-tri-2025", date(2020, 1, 1)) == "province/quang-tri"
    assert registry.unit_as_of("province/ha-tay", date(2020, 1, 1)) is None


@pytest.mark.parametrize(
    ("text", "index", "context", "component"),
    [
        ("Tính năng động", "PCI", {"year": 2016}, "PCI/proactivity"),
        ("Dịch vụ hỗ trợ doanh nghiệp", "PCI", {"year": 2019}, "PCI/business_support"),
        ("Law & Order", "PCI", {"year": 2019}, "PCI/law_order"),
        ("chính quyền số", "DTI", {"year": 2022}, "DTI/government"),
        ("Quản trị điện tử", "PAPI", {"year": 2020}, "PAPI/e_governance"),
        ("Quản trị điện tử", "PAPI", {"year": 2015}, None),
        ("control of corruption in the public sector", "PAPI", {"year": 2023}, "PAPI/corruption"),
        ("Điều tra XHH", "PAR_INDEX", {"year": 2019}, "PAR_INDEX/survey"),
        ("Hỗ trợ DN, HTX, HKD", "DDCI", {"year": 2021}, "DDCI/business_support"),
        ("Tiếp cận đất đai", "DDCI", {"year": 2021, "bloc": "departments"}, None),
        ("Tiep can dat dai", "PCI", {"year": 2021}, "PCI/land_access"),
        ("trình độ văn hóa", "PCI", {"year": 2021}, None),
    ],
)
def test_components(text: str, index: str, context: dict[str, object], component: str | None) -> None:
    found = load_registry().resolve_component(text, index, **context)  # type: ignore[arg-type]
    assert found.unit_id == component


def test_a_component_that_is_misspelt_is_proposed() -> None:
    found = load_registry().resolve_component("Tinh minh bach va trach nhim", "PCI", 2021)
    assert found.unit_id is None
    assert found.candidates[0] == "PCI/transparency"


def test_the_edition_published_last() -> None:
    registry = load_registry()
    edition = registry.find_edition("PCI", "vn", date(2024, 6, 1))
    assert edition is not None
    assert edition.edition_year == 2023
    before = registry.find_edition("PCI", "vn", date(2024, 5, 8))
    assert before is not None
    assert before.edition_year == 2022
    assert registry.find_edition("PCI", "vn", date(2000, 1, 1)) is None
    assert registry.find_edition("DDCI", "province/quang-ninh", date(2024, 6, 1)) is None


@pytest.mark.parametrize(
    ("url", "on", "home"),
    [
        ("https://vinhthuan.kiengiang.gov.vn/trang/TinTuc/inbaiviet.aspx?nid=2639", None, "province/kien-giang"),
        ("http://baovinhphuc.com.vn/thoi-su/59971/x.html", None, "province/vinh-phuc"),
        ("https://www.baokhanhhoa.vn/phong-su/x", None, "province/khanh-hoa"),
        ("https://stnmt.thuathienhue.gov.vn/?gd=11", None, "province/hue"),
        ("quangtri.gov.vn", None, "province/quang-tri"),
        ("quangtri.gov.vn", date(2025, 12, 1), "province/quang-tri-2025"),
        ("hoabinh.gov.vn", date(2025, 12, 1), "province/hoa-binh"),
        ("https://m.baogialai.com.vn/a.amp", None, "province/gia-lai"),
        ("Báo Quảng Ninh", None, "province/quang-ninh"),
        ("https://vnexpress.net/a", None, None),
        ("https://example.org/quangninh.gov.vn", None, None),
        ("notquangninh.gov.vn", None, None),
        ("", None, None),
    ],
)
def test_homes_of_outlets(url: str, on: date | None, home: str | None) -> None:
    assert load_registry().home_of(url, on) == home
