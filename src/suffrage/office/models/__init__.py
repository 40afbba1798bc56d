"""The office's private tables; what is public lies on the board and nowhere else."""

from suffrage.office.models.elections import Election
from suffrage.office.models.federation import (
    Difference,
    FederationTotal,
    SectionContact,
    SheetUpload,
    TelephoneEntry,
)
from suffrage.office.models.grants import Grant
from suffrage.office.models.kits import DoorTries, Kit, KitJob
from suffrage.office.models.members import Member, Roll, RollChange, RollLeaf
from suffrage.office.models.motions import Motion, MotionVote
from suffrage.office.models.people import People, Person
from suffrage.office.models.phones import SectionKey
from suffrage.office.models.photos import Photo, PhotoView, SheetCheck
from suffrage.office.models.proposals import Proposal
from suffrage.office.models.publishing import CampWitness, Publishing
from suffrage.office.models.rehearsals import Rehearsal
from suffrage.office.models.roll_work import Appeal, Lookup, MemberDoor, RollImport
from suffrage.office.models.tokens import ApiToken

__all__ = [
    "ApiToken",
    "Appeal",
    "CampWitness",
    "Difference",
    "DoorTries",
    "Election",
    "FederationTotal",
    "Grant",
    "Kit",
    "KitJob",
    "Lookup",
    "Member",
    "MemberDoor",
    "Motion",
    "MotionVote",
    "People",
    "Person",
    "Photo",
    "PhotoView",
    "Proposal",
    "Publishing",
    "Rehearsal",
    "Roll",
    "RollChange",
    "RollImport",
    "RollLeaf",
    "SectionContact",
    "SectionKey",
    "SheetCheck",
    "SheetUpload",
    "TelephoneEntry",
]
