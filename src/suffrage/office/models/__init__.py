"""The office's private tables; what is public lies on the board and nowhere else."""

from suffrage.office.models.elections import Election
from suffrage.office.models.grants import Grant
from suffrage.office.models.kits import DoorTries, Kit, KitJob
from suffrage.office.models.motions import Motion, MotionVote
from suffrage.office.models.people import People, Person
from suffrage.office.models.phones import SectionKey
from suffrage.office.models.photos import Photo, PhotoView, SheetCheck
from suffrage.office.models.proposals import Proposal
from suffrage.office.models.publishing import CampWitness, Publishing

__all__ = [
    "CampWitness",
    "DoorTries",
    "Election",
    "Grant",
    "Kit",
    "KitJob",
    "Motion",
    "MotionVote",
    "People",
    "Person",
    "Photo",
    "PhotoView",
    "Proposal",
    "Publishing",
    "SectionKey",
    "SheetCheck",
]
