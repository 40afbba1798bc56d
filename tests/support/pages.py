"""The generated parts of the documents; ``python -m tests.support.pages`` writes them."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from string import Formatter

import msgspec
from tests.support.codes import ROOT, uses
from tests.support.definitions import six_sections
from tests.support.refusals import definition_with
from tests.support.simulator import Simulation

from suffrage.board.kinds import KINDS
from suffrage.board.kinds.kind import Kind
from suffrage.board.policy import AUTHORITY
from suffrage.board.signature import record_message
from suffrage.model import canonical
from suffrage.office.rights.policy import PLACED, DeskPolicy
from suffrage.words import _sentences, codes, sentence

__all__ = ["GENERATED", "filled"]

_ESCAPES = str.maketrans({"|": "\\|", "<": "&lt;", ">": "&gt;"})


def error_table() -> str:
    """One row a code: what it says in English, what kind of refusal it is, and where it arises."""
    errors: dict[str, set[str]] = defaultdict(set)
    modules: dict[str, set[str]] = defaultdict(set)
    for use in uses():
        errors[use.code].add("finding" if use.error in ("Finding", "fault", "told") else use.error)
        modules[use.code].add(use.module.removesuffix(".py"))
    rows = ["| Code | Kind | What it says | Raised in |", "|---|---|---|---|"]
    for code in sorted(errors.keys() & codes("en")):
        said = _sentence(code).translate(_ESCAPES)
        kinds, places = (
            ", ".join(sorted(errors[code])),
            ", ".join(f"`{module}`" for module in sorted(modules[code])),
        )
        rows.append(f"| `{code}` | {kinds} | {said} | {places} |")
    return "\n".join(rows)


def _sentence(code: str) -> str:
    """The English sentence with its fields in italics."""
    names = [name for _, name, _, _ in Formatter().parse(_sentences("en")[code]) if name]
    return sentence(code, {name: f"*{name}*" for name in names}, "en")


def kinds_table() -> str:
    """One row a kind of record: who signs it, on whose decision, its fields and its payload."""
    rows = [
        "| Kind | Signed by | Decision needed by | Public fields | Payload |",
        "|---|---|---|---|---|",
    ]
    for name, kind in KINDS.items():
        authority = AUTHORITY[name]
        signers = ", ".join(authority.roles) or "nobody"
        if authority.in_place:
            signers += " (in the own place)"
        fields = ", ".join(f"`{field}`" for field in kind.head.__struct_encode_fields__) or "none"
        later = [f"{role} (once the rules are fixed)" for role in authority.decided_once_fixed]
        decided = ", ".join([*authority.decided, *later]) or "nobody"
        rows.append(f"| `{name}` | {signers} | {decided} | {fields} | {_payload(kind)} |")
    return "\n".join(rows)


def _payload(kind: Kind) -> str:
    if kind.body is None:
        return "none"
    if isinstance(kind.body, str):
        return {"text": "a text", "event": "an event of the archive"}[kind.body]
    return f"`{kind.body.__name__}`"


def record_example() -> str:
    """A sheet's record and payload, with what was signed, from the simulated election."""
    simulation = Simulation().to_the_count()
    written = simulation.receive("75-001")
    record = written.record
    sheet = simulation.store.blob(record.payload)
    assert sheet is not None
    message = record_message(simulation.definition.origin, record)
    shown = [record.encoded.decode(), sheet.decode(), message.decode()]
    return "\n\n".join(f"```\n{text}\n```" for text in shown)


def definition_example() -> str:
    """The canonical bytes of a small definition, and their hash."""
    small = definition_with(
        lambda plain: plain.update(
            units=[{"id": "13-001", "registered": 61}],
            bodies=[],
            grounds=[],
            witnesses={"quorum": 0},
        ),
        contests=[six_sections_contest()],
    )
    data = canonical.encode(small).decode()
    return f"```json\n{data}\n```\n\nIts hash is `{small.digest}`."


def six_sections_contest() -> object:
    """The first contest of the definition for tests, as plain data."""
    return msgspec.to_builtins(six_sections().contests[0])


def rights_by_desk() -> str:
    """One row an action of a desk: the roles that may take it everywhere, and in their place."""
    rows = [
        "| Desk | Action | Everywhere in the election | In the own place |",
        "|---|---|---|---|",
    ]
    for policy in _policies():
        for action, kinds in policy.actions.items():
            placed = [kind for kind in kinds if kind in PLACED]
            free = [kind for kind in kinds if kind not in PLACED]
            told = ", ".join(free) or "–", ", ".join(placed) or "–"
            rows.append(f"| {policy.desk} | {action} | {told[0]} | {told[1]} |")
    return "\n".join(rows)


def rights_by_role() -> str:
    """One row a role: what it may do at each desk."""
    found: dict[str, list[str]] = defaultdict(list)
    for policy in _policies():
        for kind in dict.fromkeys(one for kinds in policy.actions.values() for one in kinds):
            actions = [action for action, kinds in policy.actions.items() if kind in kinds]
            found[kind].append(f"{policy.desk}: {', '.join(actions)}")
    rows = ["| Role | May do |", "|---|---|"]
    rows += [f"| {kind} | {'; '.join(found[kind])} |" for kind in sorted(found)]
    return "\n".join(rows)


def _policies() -> list[DeskPolicy]:
    # The office needs Django's settings, which the other pages do without.
    import tests.support.office  # noqa: F401, PLC0415
    from tests.support.rights import places, policies  # noqa: PLC0415

    return policies(places())


GENERATED: Mapping[str, Mapping[str, Callable[[], str]]] = {
    "docs/reference/errors.md": {"errors": error_table},
    "docs/reference/rights.md": {"desks": rights_by_desk, "roles": rights_by_role},
    "docs/spec/record.md": {"kinds": kinds_table, "example": record_example},
    "docs/spec/definition.md": {"example": definition_example},
}


def filled(path: str) -> str:
    """The page as it should be: its own text, with the generated parts made anew."""
    page = (ROOT / path).read_text(encoding="utf-8")
    for name, make in GENERATED[path].items():
        before, start, rest = page.partition(f"<!-- generated: {name} -->\n")
        _, end, after = rest.partition(f"<!-- end: {name} -->")
        assert start, f"{path} has no place for {name}"
        assert end, f"{path} does not end {name}"
        page = f"{before}{start}\n{make()}\n\n{end}{after}"
    return page


if __name__ == "__main__":
    for name in GENERATED:
        (ROOT / name).write_text(filled(name), encoding="utf-8")
