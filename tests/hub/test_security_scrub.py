"""What the hub's log takes out of everything that is written to it, and what it leaves as it is."""

from io import StringIO
from typing import Final

import pytest

from bridge_server.hub.logs import open_log

from .test_security_logs import PHONES, log_lines, plain

CODE: Final = "BCGH234KLMN567"
SPELLINGS: Final = (
    CODE, CODE.lower(), "BCGH-234-KLMN-567", "bcgh 234 klmn 567", "bcgh-234-KLMN-567", "BCGH.234.KLMN.567", "BCGH–234—KLMN·567",
    "B C G H 2 3 4 K L M N 5 6 7", "BCGH - 234 - KLMN - 567", "BCGH_234_KLMN_567", "BCGH--234--KLMN--567", "BCGH\n234\nKLMN\n567",
    "ＢＣＧＨ２３４ＫＬＭＮ５６７", "BCGH−234‑KLMN―567", "ＢＣＧＨ－２３４．ＫＬＭＮ＿５６７", "(BCGH-234-KLMN-567)",
    "https://hop.example.vn/#BCGH234KLMN567", "code=BCGH-234-KLMN-567&x", "@BCGH-234-KLMN-567:", "point:20335@BCGH-234-KLMN-567",
    "\nBCGH234KLMN567\n", repr("\nBCGH234KLMN567"),
)  # fmt: skip
NUMBERS: Final = (
    "0905123457", "0905 123 457", "0905.123.457", "0905-123-457", "+84905123457", "+84 905 123 457", "84905123457",
    "+84 (0)905 123 457", "(0235) 3852 641", "0235 3.852.641", "02353852641", "tel:0905123457", "ĐT:0905123457",
    "SĐT.0905123457", "gọi 0905123457 nhé", "'0905123457'",
)  # fmt: skip


@pytest.mark.parametrize("text", SPELLINGS)
def test_a_code_is_taken_out_however_it_is_written(text: str) -> None:
    """In a value, in a list, in a table, under any name: what could be typed as a code is not written."""
    kept = StringIO()
    open_log(kept).info("seen", what=f"before {text} after", several=[text, {"in": text}])
    assert CODE not in plain(kept.getvalue())
    assert log_lines(kept.getvalue())[0]["what"].startswith("before ")


@pytest.mark.parametrize("text", NUMBERS)
def test_a_phone_is_taken_out_however_it_is_written(text: str) -> None:
    """As Vietnamese numbers are written, with and without the country's."""
    kept = StringIO()
    open_log(kept).info("seen", what=f"before {text} after")
    told = plain(log_lines(kept.getvalue())[0]["what"])
    assert "905123457" not in told
    assert "3852641" not in told


def test_what_the_log_needs_stays() -> None:
    """Addresses, times, ids of logs and sessions, versions and counts are written as they are."""
    facts = {
        "address": "222.222.222.222", "network": "2405:4802:9999:8888::/64", "local": "10.0.0.5",
        "at": "2024-05-31T08:15:22.345678Z",
        "log": "22223333444455556666777788889999", "session": "2024-05-31-dabf6060", "build": "diem-cau 0.1.0", "n": 905123457,
        "path": "session.jsonl", "loopback": "127.0.0.1", "offset": "00:00:01", "share": "0.1234567",
    }  # fmt: skip
    kept = StringIO()
    open_log(kept).info("seen", **facts)
    told = log_lines(kept.getvalue())[0]
    assert {name: told[name] for name in facts} == facts


def test_an_error_with_a_secret_in_it_is_written_without_it() -> None:
    """A traceback of our own keeps its lines and loses what was in its message."""
    kept = StringIO()
    said = f"{CODE} {'0123456789abcdef' * 4} {PHONES[0]}"
    try:
        raise ValueError(said)
    except ValueError as wrong:
        open_log(kept).error("defect", error=repr(wrong), exc_info=True)
    (told,) = log_lines(kept.getvalue())
    assert "ValueError" in told["exception"]
    assert not any(one in kept.getvalue() for one in (CODE, "0123456789abcdef", PHONES[0]))


def test_what_is_named_as_secret_is_never_written() -> None:
    """Whatever stands there."""
    kept = StringIO()
    open_log(kept).info("seen", code="x", secret="y", phone="z", phones=["z"], text="lời", contacts={"a": 1})
    told = log_lines(kept.getvalue())[0]
    assert {told[name] for name in ("code", "secret", "phone", "phones", "text", "contacts")} == {"[removed]"}
