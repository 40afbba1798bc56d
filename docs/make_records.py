"""Make the table of kinds in ``docs/spec/record.md`` from the code's own tables.

``python docs/make_records.py`` writes the page; a test compares it with what stands there.
"""

from pathlib import Path

from suffrage.board.kinds import KINDS
from suffrage.board.kinds.kind import Kind
from suffrage.board.policy import AUTHORITY

PAGE = Path(__file__).parent / "spec" / "record.md"
_BEGIN = "<!-- kinds: made by docs/make_records.py -->\n"
_END = "<!-- end of kinds -->"


def table() -> str:
    """The rows of all kinds, in the order of the families."""
    head = "| Kind | Its fields | Payload | Who may write it |\n|---|---|---|---|\n"
    return head + "".join(_row(kind) for kind in KINDS.values())


def page() -> str:
    """The whole page with the table as the code has it now."""
    text = PAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition(_BEGIN)
    return f"{before}{_BEGIN}\n{table()}\n{_END}{rest.partition(_END)[2]}"


def _row(kind: Kind) -> str:
    fields = ", ".join(f"`{name}`" for name in kind.head.__struct_fields__) or "–"
    body = kind.body if isinstance(kind.body, str) else getattr(kind.body, "__name__", "–")
    authority = AUTHORITY[kind.name]
    who = ", ".join(authority.roles) or "nobody signs it"
    if authority.decided:
        who += f"; decided: {', '.join(authority.decided)}"
    if authority.in_place:
        who += "; in place"
    return f"| `{kind.name}` | {fields} | {body} | {who} |\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
