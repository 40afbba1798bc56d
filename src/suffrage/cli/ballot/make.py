"""``suffrage ballot make``: encrypt, show the hash, and only then sign or open."""

import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from suffrage.belenios.audit_ballot import open_ballot
from suffrage.belenios.credentials import derive_exponent
from suffrage.belenios.election import Election
from suffrage.belenios.hashing import short_digest
from suffrage.belenios.make_ballot import Encrypted, encrypt_choices, sign_ballot
from suffrage.belenios.questions.kind import Choice
from suffrage.cli.ballot.choices import parse_choice, question_lines
from suffrage.cli.ballot.setup import read_box
from suffrage.cli.files import read_input, write_output
from suffrage.cli.language import say
from suffrage.cli.verify_words import printable
from suffrage.errors import Malformed, NotVerified, Refused

__all__ = ["make"]

_CAST = frozenset({"cast", "voter"})
_AUDIT = frozenset({"audit", "controler", "contrôler"})


def make(
    archive: Annotated[
        Path, typer.Argument(metavar="ARCHIVE", show_default=False, help="The .bel archive.")
    ],
    out: Annotated[
        Path, typer.Option(metavar="FOLDER", help="Where ballot or audit file is written.")
    ] = Path(),
    credential: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The credential; asked for if absent.")
    ] = None,
    choices: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The choices, a line a question; asked for if absent."),
    ] = None,
) -> None:
    """Make a ballot and show its hash; then cast it, or audit it on another device.

    The device fixes the ballot before it learns which it will be. An audited ballot is given up
    for good: it is never signed, so make a new one to vote. A cast ballot is never opened.
    """
    # What touches the machine comes with the command that needs it.
    from suffrage.adapters.core_dumps import forbid_core_dumps  # noqa: PLC0415  (see above)

    forbid_core_dumps()
    setup, _ = read_box(archive)
    election = setup.election
    private = _credential(credential)
    secret = derive_exponent(election.group, election.record.uuid, private)
    (public,) = election.group.encode(election.group.base([secret]))
    if public not in setup.credentials.keys:
        raise NotVerified("bel.credential-unknown")
    chosen = _choices(election, choices)
    encrypted = encrypt_choices(election, public, chosen, secrets.token_bytes)
    unsigned = out / "ballot.unsigned.json"
    write_output(unsigned, encrypted.data)
    try:
        typer.echo(say("ballot.fixed", path=str(unsigned), hash=short_digest(encrypted.data)))
        answer = str(typer.prompt(say("ballot.ask.cast-or-audit"))).strip().lower()
        _decide(election, private, encrypted, answer, out)
    finally:
        unsigned.unlink(missing_ok=True)


def _decide(election: Election, private: str, encrypted: Encrypted, answer: str, out: Path) -> None:
    """Exactly one of the two is written: a signed ballot, or what opens an unsigned one."""
    if answer in _CAST:
        data = sign_ballot(election, private, encrypted.data, secrets.token_bytes)
        path = out / "ballot.json"
        write_output(path, data)
        typer.echo(say("ballot.next.cast", path=str(path), tracker=short_digest(data)))
    elif answer in _AUDIT:
        path = out / "ballot.audit.json"
        write_output(path, open_ballot(encrypted))
        typer.echo(say("ballot.next.audit", path=str(path)))
    else:
        raise Refused("ballot.undecided")


def _credential(path: Path | None) -> str:
    if path is None:
        return str(typer.prompt(say("ballot.ask.credential"), hide_input=True)).strip()
    try:
        return read_input(path).decode("ascii").strip()
    except UnicodeDecodeError:
        raise Malformed("bel.credential-form") from None


def _choices(election: Election, path: Path | None) -> Sequence[Choice]:
    questions = election.record.questions
    if path is not None:
        try:
            lines = read_input(path).decode("utf-8").splitlines()
        except UnicodeDecodeError:
            raise Refused("bel.choice", index=0) from None
        if len(lines) != len(questions):
            raise Refused("bel.choice", index=min(len(lines), len(questions)))
    else:
        lines = []
        for number, question in enumerate(questions, 1):
            for line in question_lines(question, number):
                typer.echo(printable(line))
            lines.append(str(typer.prompt(say("ballot.ask.choice"), default="")))
    pairs = enumerate(zip(questions, lines, strict=True))
    return [parse_choice(question, line, index) for index, (question, line) in pairs]
