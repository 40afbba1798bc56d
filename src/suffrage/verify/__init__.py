"""A stranger's check of a whole election, from its public files and nothing else.

* Nobody's word is taken: every file is computed again, or checked against a signature or proof.
* Every file must be accounted for; a file that the board does not explain is a failure.
* Rules of procedure are those of ``conduct``, replayed record by record from nothing.
* Failures are collected with a code and a place, and one does not hide another.
* Whose election it is comes from outside the folder: the policy.
"""

from suffrage.verify.evidence import Evidence
from suffrage.verify.files import Files, HeldFiles
from suffrage.verify.findings import Failure
from suffrage.verify.folder import verify_folder
from suffrage.verify.policy import Policy, PolicyWitnesses, parse_policy, write_policy
from suffrage.verify.report import ProvedPool, Report, Statement

__all__ = [
    "Evidence",
    "Failure",
    "Files",
    "HeldFiles",
    "Policy",
    "PolicyWitnesses",
    "ProvedPool",
    "Report",
    "Statement",
    "parse_policy",
    "verify_folder",
    "write_policy",
]
