"""The demo's rulings re-add exactly, and published figures stand beside ours."""

import tomllib
from fractions import Fraction

from tests.support.congress import (
    FIGURES,
    FINALISTS,
    FOLDER,
    TEXTS,
    after_rulings,
    by_code,
    facts,
    sections,
    table,
    total,
)


def test_corrections_keep_ballots_and_signatures() -> None:
    before = by_code("round2")
    for ruling in table("rulings"):
        if ruling["decision"] == "upheld" and ruling["effect"] == "correct-sheet":
            after = {column: int(ruling[column]) for column in (*FIGURES, *FINALISTS)}
            assert after["valid"] == after["to1"] + after["to2"]
            assert after["ballots"] == after["blank"] + after["void"] + after["valid"]
            assert str(after["ballots"]) == before[ruling["code"]]["ballots"]
            assert str(after["signatures"]) == before[ruling["code"]]["signatures"]
        else:
            assert {ruling[column] for column in (*FIGURES, *FINALISTS)} == {""}


def test_rulings_remove_56_and_176_votes() -> None:
    before, after = by_code("round2"), after_rulings()
    removed = [
        total(before.values(), option) - total(after.values(), option) for option in FINALISTS
    ]
    assert removed == facts()["round2"]["after_rulings"]["removed"] == [56, 176]
    rulings = table("rulings")
    assert len({row["code"] for row in rulings}) == len(rulings)
    upheld = [row for row in rulings if row["decision"] == "upheld"]
    assert (len(upheld), len(rulings) - len(upheld)) == (17, 4)
    lead = total(before.values(), "to1") - total(before.values(), "to2")
    assert lead == 393


def test_decisions_follow_from_the_members_votes() -> None:
    definition = tomllib.loads((FOLDER / "definition.toml").read_text(encoding="utf-8"))
    members, quorum = definition["commission"]["members"], definition["commission"]["quorum"]
    effects = {ground["id"]: ground["effect"] for ground in definition["grounds"]}
    walked_out = []
    for ruling in table("rulings"):
        votes = [ruling[f"vote_{member}"] for member in members]
        carried = votes.count("for") > votes.count("against")
        assert len([vote for vote in votes if vote != "walked-out"]) >= quorum
        assert carried == (ruling["decision"] == "upheld")
        assert ruling["effect"] == effects[ruling["ground"]]
        assert ruling["filed_at"] < ruling["ruled_at"]
        if "walked-out" in votes:
            walked_out.append((ruling["id"], votes.count("walked-out")))
    assert walked_out == [("d21", 1)]


def test_published_figures_stand_beside_ours() -> None:
    first, announced, final = table("round1"), table("round2"), list(after_rulings().values())
    ours: dict[tuple[str, str, str], Fraction] = {
        ("1", "final", "registered"): Fraction(total(sections().values(), "registered")),
        ("1", "final", "signatures"): Fraction(total(first, "signatures")),
        ("1", "final", "blank_or_void"): Fraction(total(first, "blank") + total(first, "void")),
        ("1", "final", "turnout_percent"): Fraction(round(Fraction(2_317_900, 41_391))),
    }
    stages = (("1", "final", first), ("2", "announced", announced), ("2", "final", final))
    for round_, stage, rows in stages:
        valid = total(rows, "valid")
        ours[round_, stage, "valid"] = Fraction(valid)
        for option in TEXTS if round_ == "1" else FINALISTS:
            votes = total(rows, option)
            ours[round_, stage, option] = Fraction(votes)
            ours[round_, stage, f"{option}_percent"] = round(Fraction(100 * votes, valid), 2)
    for figure in ("valid", *FINALISTS):
        ours["2", "removed", figure] = Fraction(total(announced, figure) - total(final, figure))
    for row in table("published"):
        mine = ours[row["round"], row["stage"], row["figure"]]
        assert Fraction(row["ours"]) == mine, row
        assert Fraction(row["difference"]) == Fraction(row["published"]) - mine, row
