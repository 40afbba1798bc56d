"""One online box, compatible with Belenios 3.3 (protocol version 1); it knows nothing else.

* Bytes are Belenios' bytes: what this room writes its tool reads, and what it reads it would
  write again identically, or it refuses.
* A value called checked, or returned by a ``check_…`` or ``read_…``, was checked: checks raise.
* A private credential or key has no representation and is in no exception.
* Supported: the three groups, questions of all kinds, weights, single and threshold trustees,
  shuffles. The credentials certificate and other versions raise ``Malformed("bel.unsupported")``.

The course of a box, each step from the values of the one before:

    setup_event → ballot_event … → end_ballots_event → encrypted_tally_event
    (→ shuffle_event … → end_shuffles_event) → partial_decryption_event … → result_event
"""

from suffrage.belenios.archive import append_bytes, check_prefix, read_archive, write_header
from suffrage.belenios.check_ballot import CheckedBallot, check_ballot, check_not_copied
from suffrage.belenios.election import Election, make_election
from suffrage.belenios.make_ballot import make_ballot
from suffrage.belenios.questions.homomorphic import Homomorphic
from suffrage.belenios.questions.lists import Lists
from suffrage.belenios.questions.non_homomorphic import NonHomomorphic
from suffrage.belenios.report import Report
from suffrage.belenios.setup import Setup, read_setup
from suffrage.belenios.verify import verify_archive

__all__ = [
    "CheckedBallot",
    "Election",
    "Homomorphic",
    "Lists",
    "NonHomomorphic",
    "Report",
    "Setup",
    "append_bytes",
    "check_ballot",
    "check_not_copied",
    "check_prefix",
    "make_ballot",
    "make_election",
    "read_archive",
    "read_setup",
    "verify_archive",
    "write_header",
]
