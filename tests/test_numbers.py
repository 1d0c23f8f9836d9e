"""parse_number: how numbers are written in announcements and tables."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiso.numbers import Number, parse_number


@pytest.mark.parametrize(
    ("text", "value", "decimals"),
    [
        ("1.234,5", 1234.5, 1),
        ("83,84", 83.84, 2),
        ("0,8654", 0.8654, 4),
        ("83.84", 83.84, 2),
        ("1,234.5", 1234.5, 1),
        ("47,102", 47.102, 3),  # PAPI
        ("45,5054", 45.5054, 4),
        ("6,499", 6.499, 3),
        ("0.865", 0.865, 3),  # no group of thousands starts with 0
        ("1.234.567", 1234567, 0),
        ("1,234,567", 1234567, 0),
        ("1 234 567", 1234567, 0),
        ("1\u00a0234,56", 1234.56, 2),
        ("12 345.678", 12345.678, 3),
        ("01", 1, 0),
        ("63", 63, 0),
        ("+1,27", 1.27, 2),
        ("-0,42", -0.42, 2),
        ("\u22120.42", -0.42, 2),
        ("– 2,42", -2.42, 2),
        ("-0", 0, 0),
        ("007,50", 7.5, 2),
        (" 90.17\n", 90.17, 2),
    ],
)
def test_reads_what_is_written(text: str, value: float, decimals: int) -> None:
    assert parse_number(text) == Number(value, decimals)


@pytest.mark.parametrize(
    "text",
    ["", " ", "-", "–", "N/A", "15.3.2025", "1.2.3", "1,2,3", "01 (0,727)", "01/63", "5.", ",5", "1.234,567,890",
     "12 34", "1 234 56", "1.23.456", "0 123", "1.234 567", "nhóm 2", "12e3", "٣", "%", "1,,2", "1.,2"],
)  # fmt: skip
def test_reads_nothing_into_other_text(text: str) -> None:
    assert parse_number(text) is None


def test_percent_is_kept() -> None:
    assert parse_number("87,12 %") == Number(87.12, 2, percent=True)
    assert parse_number("95.97%") == Number(95.97, 2, percent=True)


def test_the_context_decides_three_digits_after_a_mark() -> None:
    assert parse_number("45.771") == Number(45.771, 3, ambiguous=True)
    assert parse_number("45.771", decimal_mark=",") == Number(45771, 0)
    assert parse_number("45.771", decimal_mark=".") == Number(45.771, 3)
    assert parse_number("45,771") == Number(45.771, 3)
    assert parse_number("45,771", decimal_mark=".") == Number(45771, 0)
    assert parse_number("1234.567", decimal_mark=",") == Number(1234.567, 3)  # 1234 is no group: one reading


def test_the_context_never_spoils_a_text_with_one_reading() -> None:
    for mark in (",", ".", None):
        assert parse_number("83.84", mark) == parse_number("83,84", mark) == Number(83.84, 2)
        assert parse_number("1.234,5", mark) == parse_number("1,234.5", mark) == Number(1234.5, 1)


def test_another_mark_is_refused() -> None:
    with pytest.raises(ValueError, match="decimal_mark"):
        parse_number("1", ";")


@given(
    units=st.integers(min_value=-(10**11), max_value=10**11),
    decimals=st.integers(min_value=1, max_value=5),
    style=st.sampled_from([(",", "."), (".", ","), (",", ""), (".", ""), (",", "\u00a0"), (".", " ")]),
)
def test_every_style_gives_the_same_exact_number(units: int, decimals: int, style: tuple[str, str]) -> None:
    mark, group = style
    whole, part = divmod(abs(units), 10**decimals)
    sign = "-" if units < 0 else ""
    written = sign + f"{whole:,}".replace(",", group) + mark + f"{part:0{decimals}d}"
    number = parse_number(written, decimal_mark=mark)
    assert number == Number(float(f"{sign}{whole}.{part:0{decimals}d}") + 0.0, decimals)


@given(st.text(alphabet="0123456789.,- %\u00a0ab()/", max_size=14))
def test_no_text_breaks_it_and_digits_are_never_invented(text: str) -> None:
    number = parse_number(text)
    if number is not None:
        digits = "".join(c for c in text if c.isdigit())
        assert f"{abs(number.value):.{number.decimals}f}".replace(".", "").lstrip("0") == digits.lstrip("0")
