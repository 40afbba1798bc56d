"""Policies: what is read, what is refused, and when a quorum is met."""

from itertools import combinations

import pytest
from tests.support.tlog import LOG, ORIGIN, WITNESSES, make_checkpoint, make_tree, with_cosignatures

from suffrage.errors import Malformed, NotVerified
from suffrage.tlog.keys import COSIGNER, Key, Signer, format_key
from suffrage.tlog.policy import Cosigned, Group, Policy, Witness, check_quorum, open_under
from suffrage.tlog.policy_file import parse_policy

LOG_KEY = format_key(LOG.key)
KEYS = [format_key(signer.key) for signer in WITNESSES]
NESTED = f"""# convening notice, 2 January
log {LOG_KEY} https://vote.example.org/log/

witness a {KEYS[0]}
witness b {KEYS[1]} https://b.example/
witness c {KEYS[2]}
group lists 2 a b c
\twitness   outsider\t{KEYS[3]} \t
group outside any outsider
group both all lists outside
  # the certified result needs both
quorum both
""".encode()


def test_the_whole_shape_is_read() -> None:
    policy = parse_policy(NESTED)
    assert [(log.key, log.url) for log in policy.logs] == [
        (LOG.key, "https://vote.example.org/log/")
    ]
    assert policy.witnesses[1] == Witness("b", WITNESSES[1].key, "https://b.example/")
    assert policy.groups == (
        Group("lists", 2, ("a", "b", "c")),
        Group("outside", 1, ("outsider",)),
        Group("both", 2, ("lists", "outside")),
    )
    assert policy.quorum == "both"


@pytest.mark.parametrize(
    ("lines", "code", "at"),
    [
        ("quorum none\n\x01", "policy.text", "line 2"),
        ("quorum none\r\n", "policy.text", "line 1"),
        ("quorum none\x7f\n", "policy.text", "line 1"),
        ("quibble a\nquorum none\n", "policy.line", "line 1"),
        ("log\nquorum none\n", "policy.line", "line 1"),
        (f"log {LOG_KEY} url # comment\nquorum none\n", "policy.line", "line 1"),
        ("log garbage\nquorum none\n", "note.key", "line 1"),
        (f"log {KEYS[0]}\nquorum none\n", "policy.key", "line 1"),
        (f"log {LOG_KEY}\nlog {LOG_KEY} url\nquorum none\n", "policy.key_twice", "line 2"),
        ("witness a\nquorum none\n", "policy.line", "line 1"),
        (f"witness a {LOG_KEY}\nquorum a\n", "policy.key", "line 1"),
        (f"witness none {KEYS[0]}\nquorum none\n", "policy.name", "line 1"),
        (f"witness a {KEYS[0]}\nwitness a {KEYS[1]}\nquorum a\n", "policy.name", "line 2"),
        (f"witness a {KEYS[0]}\ngroup a any a\nquorum a\n", "policy.name", "line 2"),
        (f"witness a {KEYS[0]}\ngroup g 1\nquorum a\n", "policy.line", "line 2"),
        (f"witness a {KEYS[0]}\ngroup none any a\nquorum none\n", "policy.name", "line 2"),
        (f"witness a {KEYS[0]}\ngroup g 0 a\nquorum g\n", "policy.need", "line 2"),
        (f"witness a {KEYS[0]}\ngroup g -1 a\nquorum g\n", "policy.need", "line 2"),
        (f"witness a {KEYS[0]}\ngroup g 2 a\nquorum g\n", "policy.need", "line 2"),
        (f"witness a {KEYS[0]}\ngroup g 01 a\nquorum g\n", "policy.need", "line 2"),
        (f"witness a {KEYS[0]}\ngroup g {'9' * 5000} a\nquorum g\n", "policy.need", "line 2"),
        (f"witness a {KEYS[0]}\ngroup g any b\nquorum g\n", "policy.member", "line 2"),
        (f"group g any a\nwitness a {KEYS[0]}\nquorum g\n", "policy.member", "line 1"),
        (f"witness a {KEYS[0]}\ngroup g any none a\nquorum g\n", "policy.member", "line 2"),
        (f"witness a {KEYS[0]}\ngroup g all a a\nquorum g\n", "policy.member_twice", "line 2"),
        (
            f"witness a {KEYS[0]}\ngroup g any a\ngroup h any a\nquorum g\n",
            "policy.member_twice",
            "line 3",
        ),
        (f"witness a {KEYS[0]}\n", "policy.quorum_count", ""),
        (f"witness a {KEYS[0]}\nquorum a\nquorum a\n", "policy.quorum_count", ""),
        ("quorum a\n", "policy.quorum_name", "line 1"),
        (f"quorum a\nwitness a {KEYS[0]}\n", "policy.quorum_name", "line 1"),
        ("quorum\n", "policy.line", "line 1"),
        ("quorum none none\n", "policy.line", "line 1"),
    ],
)
def test_each_fault_of_a_policy_has_its_code_and_line(lines: str, code: str, at: str) -> None:
    with pytest.raises(Malformed) as caught:
        parse_policy(lines.encode())
    assert (caught.value.code, caught.value.at) == (code, at)


def test_a_policy_is_utf8() -> None:
    with pytest.raises(Malformed, match=r"policy\.text at byte 2"):
        parse_policy(b"# \x80\nquorum none\n")
    named = f"witness Kélvin {KEYS[0]}\nquorum Kélvin\n".encode()
    assert parse_policy(named).quorum == "Kélvin"


def test_a_keyword_may_be_a_name() -> None:
    text = f"witness all {KEYS[0]}\nwitness any {KEYS[1]}\ngroup group 2 all any\nquorum group"
    assert parse_policy(text.encode()).groups == (Group("group", 2, ("all", "any")),)


def test_one_key_under_two_names_counts_once() -> None:
    again = Signer("impostor.example", COSIGNER, WITNESSES[0].seed)
    text = f"witness a {KEYS[0]}\nwitness b {format_key(again.key)}\nquorum a\n"
    with pytest.raises(Malformed, match=r"policy\.key_twice at line 2 name=impostor.example"):
        parse_policy(text.encode())


NAMES = ("a", "b", "c", "outsider")


def cosigned_by(*names: str) -> bytes:
    signers = dict(zip(NAMES, WITNESSES, strict=True))
    data = make_checkpoint(make_tree(3))
    return with_cosignatures(data, tuple(signers[name] for name in names), 77)


@pytest.mark.parametrize(
    "names", [c for n in range(5) for c in combinations(("a", "b", "c", "outsider"), n)]
)
def test_the_quorum_is_met_exactly_by_the_rule(names: tuple[str, ...]) -> None:
    policy = parse_policy(NESTED)
    opened = open_under(policy, cosigned_by(*names))
    assert opened.checkpoint.origin == ORIGIN
    if "outsider" in names and len(names) >= 3:
        assert check_quorum(policy, opened) == tuple(Cosigned(name, 77) for name in names)
    else:
        with pytest.raises(NotVerified) as caught:
            check_quorum(policy, opened)
        assert caught.value.code == "policy.quorum"
        assert caught.value.fields == {"quorum": "both", "cosigned": len(names)}


def test_without_a_quorum_the_cosigners_are_still_named() -> None:
    text = f"log {LOG_KEY}\nwitness b {KEYS[1]}\nquorum none\n"
    policy = parse_policy(text.encode())
    assert check_quorum(policy, open_under(policy, cosigned_by("a", "b"))) == (Cosigned("b", 77),)
    assert check_quorum(policy, open_under(policy, cosigned_by())) == ()


def test_a_single_witness_may_be_the_quorum() -> None:
    policy = parse_policy(f"log {LOG_KEY}\nwitness b {KEYS[1]}\nquorum b\n".encode())
    assert check_quorum(policy, open_under(policy, cosigned_by("b"))) == (Cosigned("b", 77),)
    with pytest.raises(NotVerified, match=r"policy\.quorum"):
        check_quorum(policy, open_under(policy, cosigned_by("a", "c")))


def test_a_false_cosignature_of_a_known_witness_rejects_all() -> None:
    policy = parse_policy(NESTED)
    impostor = Key(WITNESSES[0].name, COSIGNER, WITNESSES[1].key.public)
    replaced = Policy(policy.logs, (Witness("a", impostor), *policy.witnesses[2:]), (), "a")
    data = cosigned_by("a", "b").replace(WITNESSES[0].name.encode(), b"witness.example/wX")
    with pytest.raises(NotVerified, match=r"policy\.quorum"):
        check_quorum(replaced, open_under(replaced, data))
    late = cosigned_by("a")
    forged = late.replace(b"\n3\n", b"\n4\n")
    with pytest.raises(NotVerified, match=r"note\.signature"):
        open_under(policy, forged)


def test_a_policy_without_logs_believes_none() -> None:
    policy = parse_policy(f"witness a {KEYS[0]}\nquorum a\n".encode())
    with pytest.raises(NotVerified, match=r"checkpoint\.unsigned"):
        open_under(policy, cosigned_by("a"))
