"""``suffrage trustee decrypt``: one tally of one closed run, and no other for ever."""

import secrets
from pathlib import Path

import typer

from suffrage.belenios.share_file import write_share
from suffrage.cli.files import write_output
from suffrage.cli.language import say
from suffrage.cli.tables import Sheet, show
from suffrage.cli.trustee.announce import write_vouch
from suffrage.cli.trustee.ask import require_yes
from suffrage.cli.trustee.held import holding
from suffrage.cli.trustee.options import BoardArgument, FileArgument, OutOption, YesOption
from suffrage.cli.trustee.read_any import read_any
from suffrage.trustee.decrypt import Plan, plan_decryption, release
from suffrage.trustee.reading import Reading
from suffrage.trustee.saved import BoardScope

__all__ = ["decrypt"]


def decrypt(
    file: FileArgument, board: BoardArgument, out: OutOption = Path(), *, yes: YesOption = False
) -> None:
    """Verify BOARD whole, recompute the tally, and decrypt it, once for this key.

    What is decrypted is stored before anything leaves; another tally is refused for ever.
    """
    with holding(file) as held:
        reading = read_any(held.saved, board)
        if isinstance(held.saved.scope, BoardScope):
            # Signed, witnessed, and it continues the last one seen: worth remembering already.
            # Of an archive alone anybody can make another that ends otherwise, from the public
            # setup; it is remembered once the holder has said yes, or it would block the right one.
            held.keep(reading.saved)
        plan = plan_decryption(reading, secrets.token_bytes)
        show([_sheet(reading, plan)])
        require_yes(say("trustee.ask.decrypt"), yes=yes)
        made = release(plan, held.keep, secrets.token_bytes)
        path = out / f"decryption-{plan.owner}.txt"
        write_output(path, write_share(made.share.records))
        vouch = write_vouch(held.saved, made, out)
    typer.echo(say("trustee.next.decrypt", path=str(path)))
    typer.echo(say("trustee.next.vouch", path=str(vouch)))


def _sheet(reading: Reading, plan: Plan) -> Sheet:
    rows = (
        (say("trustee.label.origin"), reading.origin),
        (say("trustee.label.size"), str(reading.seen.size)),
        (say("trustee.label.owner"), str(plan.owner)),
        (say("trustee.label.ballots"), str(plan.number)),
        (say("trustee.label.minimum"), str(reading.minimum)),
        (say("trustee.label.tally"), plan.tally),
    )
    notes = (say("trustee.repeated"),) if plan.is_repeated else ()
    headings = (say("trustee.label.what"), say("trustee.label.value"))
    return Sheet(say("trustee.title"), headings, rows, notes)
