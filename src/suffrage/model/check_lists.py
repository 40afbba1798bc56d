"""Lists of persons: their parties are declared, and sexes alternate where a body asks for it."""

from collections.abc import Collection, Mapping, Sequence

from suffrage.errors import Malformed
from suffrage.model.bodies import Body
from suffrage.model.contests import Contest, Option, written_options

__all__ = ["check_alternation", "check_list_parties"]


def check_list_parties(options: Sequence[Option], parties: Collection[str], at: str) -> None:
    """Raise ``Malformed`` at the first label that nobody declared.

    Codes: ``definition.unknown-party`` for a party of no table, or a member's that is none of
    the list's own; ``definition.duplicate`` for a list's party written twice.
    """
    for index, option in enumerate(options):
        for number, party in enumerate(option.parties):
            place = f"{at}[{index}].parties[{number}]"
            if party not in parties:
                raise Malformed("definition.unknown-party", at=place, name=party)
            if party in option.parties[:number]:
                raise Malformed("definition.duplicate", at=place, name=party)
        for number, member in enumerate(option.members):
            if member.party and member.party not in option.parties:
                place = f"{at}[{index}].members[{number}].party"
                raise Malformed("definition.unknown-party", at=place, name=member.party)


def check_alternation(contests: Mapping[str, Contest], body: Body) -> None:
    """Raise ``Malformed`` unless women and men alternate on every list of a body that asks it.

    Codes, with the list and the place: ``definition.list-missing``, ``definition.sex-missing``,
    ``definition.alternation``.
    """
    if not body.alternation:
        return
    written, options = written_options(contests, contests[body.contest])
    number = list(contests).index(written)
    for index, option in enumerate(options):
        at = f"contests[{number}].options[{index}].members"
        if not option.members:
            raise Malformed("definition.list-missing", at=at, name=option.id, body=body.id)
        _check_list(option, at)


def _check_list(option: Option, at: str) -> None:
    before = ""
    for index, member in enumerate(option.members):
        place = f"{at}[{index}].sex"
        if not member.sex:
            raise Malformed("definition.sex-missing", at=place, name=option.id, place=index + 1)
        if member.sex == before:
            raise Malformed("definition.alternation", at=place, name=option.id, place=index + 1)
        before = member.sex
