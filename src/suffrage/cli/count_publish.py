"""The board of a count as a public folder, and beside it the policy that names its keys."""

from pathlib import Path

from suffrage.adapters.public_folder import PublicFolder
from suffrage.adapters.publisher import Publisher
from suffrage.cli.count_board import CountBoard
from suffrage.cli.files import policy_path
from suffrage.site.computed import computed_files
from suffrage.tlog.keys import format_key
from suffrage.verify.policy import Policy, write_policy

__all__ = ["publish"]


def publish(board: CountBoard, folder: Path) -> None:
    """Write the folder and its policy, so that ``suffrage verify`` accepts the one by the other."""
    key = format_key(board.log.key)
    publisher = Publisher(
        board.store,
        PublicFolder(folder),
        board.log,
        lambda state, root: computed_files(state, root, key),
    )
    # The time is for witnesses, and a count has none.
    publisher.publish(0)
    definition = board.definition
    policy = Policy(1, definition.origin, key, definition.digest)
    policy_path(folder).write_bytes(write_policy(policy))
