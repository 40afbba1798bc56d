"""What a camp's trustee does with its share: ``suffrage trustee drill``, ``check``, ``decrypt``.

Each program reads the public folder, verifies it whole under the policy saved with its key, and
believes nothing else. It runs in another process than the office's, as on a computer of its own.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ceremony import Keys, Member, scope_of
from stage import CAMPS, Stage

from suffrage.acts.closing.destroy_key import destroy_key
from suffrage.adapters.private_file import held, read_private
from suffrage.belenios.share_file import write_share
from suffrage.board.signature import signer
from suffrage.board.submission import write_submission
from suffrage.cli.directory import Directory
from suffrage.errors import Refused
from suffrage.trustee.announce import vouching
from suffrage.trustee.board import read_board
from suffrage.trustee.decrypt import plan_decryption, release
from suffrage.trustee.drill import prove_drill, read_drill, write_drill
from suffrage.trustee.judge_drill import Shown, judge_on_board
from suffrage.trustee.saved import Saved, read_saved, write_saved
from suffrage.verify.folder import verify_folder
from suffrage.verify.policy import parse_policy
from suffrage.words import sentence

__all__ = ["Asked", "ask", "decrypt", "destroy", "drill", "refusal"]


@dataclass(frozen=True)
class Asked:
    """One trustee, asked at the instant ``at`` to look at a public folder.

    ``share`` and ``vouch`` are where its program leaves what goes to the office.
    """

    member: Member
    public: Path
    messages: Path
    at: str

    @property
    def share(self) -> Path:
        """The partial decryption."""
        return self.messages / f"decryption-{self.member.index}.txt"

    @property
    def vouch(self) -> Path:
        """The signed record that vouches for it."""
        return self.messages / f"vouch-{self.member.index}.record"


def ask(stage: Stage, keys: Keys, camps: Sequence[str] = CAMPS) -> list[Asked]:
    """The trustees of these camps, asked to look at what is published now."""
    members = [member for member in keys.members if member.camp in camps]
    return [Asked(member, stage.public, keys.messages, stage.at) for member in members]


def drill(stage: Stage, keys: Keys) -> int:
    """Every trustee proves that its share is there; anybody checks it. The board's size is given.

    Raises ``NotVerified`` (``trustee.drill*``) for a proof that does not hold.
    """
    drills = list(stage.spread(_prove, ask(stage, keys)))
    report = verify_folder(Directory(stage.public), parse_policy(stage.policy.read_bytes()))
    for member, path in zip(keys.members, drills, strict=True):
        shown = judge_on_board(read_drill(path.read_bytes()), report)
        if shown != Shown(member.index, keys.box, keys.run):
            raise SystemExit(f"the drill of {member.camp} is of another key")
    return report.size


def _prove(asked: Asked) -> Path:
    """One trustee's program: verify, and prove that the key is there; nothing is decrypted."""
    with held(asked.member.file) as file:
        reading = read_board(read_saved(file.data), Directory(asked.public))
        done = prove_drill(reading, os.urandom)
        file.replace(write_saved(done.saved))
    path = asked.messages / f"drill-{asked.member.index}.json"
    path.write_bytes(write_drill(done.drill))
    return path


def decrypt(asked: Asked) -> str:
    """One trustee's program: verify, recompute the tally, remember it, then release the share.

    Raises what ``read_board``, ``plan_decryption`` and ``release`` raise. The hash of the tally
    is given, which the trustees compare.
    """
    with held(asked.member.file) as file:

        def keep(saved: Saved) -> None:
            file.replace(write_saved(saved))

        reading = read_board(read_saved(file.data), Directory(asked.public))
        keep(reading.saved)
        plan = plan_decryption(reading, os.urandom)
        made = release(plan, keep, os.urandom)
    asked.share.write_bytes(write_share(made.share.records))
    asked.vouch.write_bytes(vouching(scope_of(plan.saved), made, asked.at))
    return plan.tally


def refusal(stage: Stage, asked: Asked) -> str:
    """Why this trustee's program does not decrypt; raises ``SystemExit`` if it does."""
    try:
        next(stage.spread(decrypt, [asked]))
    except Refused as refused:
        return sentence(refused.code, refused.fields, "en")
    raise SystemExit(f"the trustee of {asked.member.camp} decrypted what it must not")


def destroy(stage: Stage, keys: Keys) -> None:
    """Each trustee signs the word that the key is gone, destroys the file, and sends the word."""
    for member in keys.members:
        scope = scope_of(read_saved(read_private(member.file)))
        sign = signer(bytes.fromhex(scope.signing))
        draft = destroy_key(stage.state, scope.role, stage.at, keys.box, keys.run)
        word = write_submission(scope.policy.origin, draft, sign)
        member.file.unlink()
        stage.take(word)
