"""Canonical JSON and records for ``vectors/log.json``; the codes are written by hand."""

import base64
from typing import Final

__all__ = ["canonical_cases", "record_cases"]

_SHEET: Final = (
    '{"at":"2023-01-12T21:00:00Z","by":"secretary@75-001","contest":"text",'
    '"kind":"sheet.received/1","payload":"' + "7b" * 32 + '","sig":"' + "9e" * 64 + '",'
    '"size":198,"unit":"75-001"}'
)
_EVENT: Final = (
    '{"box":"abroad","data":"' + "22" * 32 + '","height":7,"kind":"online.event/1",'
    '"payload":"' + "8a" * 32 + '","run":2,"size":181,"type":"Ballot"}'
)


def canonical_cases() -> list[dict[str, str]]:
    """Texts, each with the code of its refusal; in the order in which a reader finds faults."""
    cases: dict[str, tuple[str | bytes, str]] = {
        "a table": ('{"a":"1/20","b":1}', "ok"),
        "an accented name": ('{"name":"Hélène"}', "ok"),
        "a quoted name": (r'{"name":"\"Texte 1\" \\"}', "ok"),
        "tables in lists": ('{"a":[{},[],true,false,-7],"b":{"c":""}}', "ok"),
        "the largest integers": ("[9007199254740991,-9007199254740991]", "ok"),
        "digits and null in a text": ('{"a":"null 1.5 99999999999999999999"}', "ok"),
        "a name of its own in JavaScript": ('{"__proto__":1,"constructor":2}', "ok"),
        "keys that look like numbers": ('{"10":1,"9":2}', "ok"),
        "keys in another order": ('{"b":1,"a":2}', "canonical.form"),
        "keys in the order of numbers": ('{"9":1,"10":2}', "canonical.form"),
        "a space": ('{"a": 1}', "canonical.form"),
        "a line end": ('{"a":1}\n', "canonical.form"),
        "a key twice": ('{"a":1,"a":1}', "canonical.form"),
        "minus zero": ("[-0]", "canonical.form"),
        "a point": ('{"a":1.0}', "canonical.number"),
        "an exponent": ('{"a":1e3}', "canonical.number"),
        "beyond the largest integer": ('{"a":9007199254740992}', "canonical.number"),
        "null": ('{"a":null}', "canonical.null"),
        "an escape that is not needed": (r'{"a":"\u0041"}', "canonical.text"),
        "an escaped line end": (r'{"a":"\n"}', "canonical.text"),
        "letters apart from their accents": ('{"a":"He\u0301le\u0300ne"}', "canonical.text"),
        "a turned direction of writing": ('{"a":"\u202eabc"}', "canonical.text"),
        "a control character of Latin 1": ('{"a":"\u0085"}', "canonical.text"),
        "a bare line end in a text": ('{"a":"\n"}', "canonical.shape"),
        "a leading zero": ("[01]", "canonical.shape"),
        "an end that is missing": ('{"a":1', "canonical.shape"),
        "a text without end": ('{"a":"1', "canonical.shape"),
        "two values": ("{}{}", "canonical.shape"),
        "nothing": ("", "canonical.shape"),
        "a byte order mark": ("\ufeff{}", "canonical.shape"),
        "bytes that are not UTF-8": (b'{"a":"\xff"}', "canonical.utf8"),
    }
    return [_case(note, text, code) for note, (text, code) in cases.items()]


def record_cases() -> list[dict[str, str]]:
    """Entries of a board that every reader judges alike, whether it knows the kinds or not."""
    cases: dict[str, tuple[str | bytes, str]] = {
        "a sheet": (_SHEET, "ok"),
        "an event of a box": (_EVENT, "ok"),
        "a record without signature": (
            _SHEET.replace(f'"sig":"{"9e" * 64}",', ""),
            "record.fields",
        ),
        "an event with a time": (f'{{"at":"2023-01-12T21:00:00Z",{_EVENT[1:]}', "record.fields"),
        "a size and no payload": (_without_payload(_SHEET), "record.fields"),
        "a payload in capitals": (_SHEET.replace("7b", "7B"), "canonical.shape"),
        "a signature too short": (_SHEET.replace("9e9e", "9e", 1), "canonical.shape"),
        "a name of a person": (_SHEET.replace("secretary@75-001", "Ada L."), "canonical.shape"),
        "a table in it": (_SHEET.replace('"text"', '{"a":1}'), "canonical.shape"),
        "a size below zero": (_SHEET.replace("198", "-1"), "canonical.shape"),
        "no kind": (_SHEET.replace('"kind":"sheet.received/1",', ""), "canonical.shape"),
        "a list": ("[]", "canonical.shape"),
        "keys in another order": (_SHEET.replace('"at"', '"zz"'), "canonical.form"),
        "a record too long": (_SHEET.replace('"text"', f'"{"t" * 1000}"'), "record.long"),
    }
    return [_case(note, text, code) for note, (text, code) in cases.items()]


def _without_payload(record: str) -> str:
    return record.replace(f'"payload":"{"7b" * 32}",', "")


def _case(note: str, text: str | bytes, expect: str) -> dict[str, str]:
    data = text if isinstance(text, bytes) else text.encode()
    return {"note": note, "data": base64.b64encode(data).decode(), "expect": expect}
