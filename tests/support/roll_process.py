"""A roll on PostgreSQL: imported twice, decided, its leaves kept, searched.

``python -m tests.support.roll_process ADDRESS`` prints what the tables hold then, as JSON.
"""

import json
import os
import sys


def main(address: str) -> dict[str, object]:
    """Everything that the roll desk does to its tables by many rows at once."""
    os.environ["DATABASE_URL"] = address
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.support.office_settings"
    import django  # noqa: PLC0415

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    return _roll()


def _roll() -> dict[str, object]:
    # Models can be imported once Django is set up.
    from django.db import connection, transaction  # noqa: PLC0415
    from tests.support.definitions import six_sections  # noqa: PLC0415
    from tests.support.rolls import member_row, members_csv  # noqa: PLC0415

    from suffrage.model import canonical  # noqa: PLC0415
    from suffrage.office.desks.helpdesk.looks import _meant  # noqa: PLC0415
    from suffrage.office.desks.roll import decided, freeze, import_job, rolls  # noqa: PLC0415
    from suffrage.office.desks.roll.as_member import as_member  # noqa: PLC0415
    from suffrage.office.models import (  # noqa: PLC0415
        Election,
        Member,
        Person,
        RollImport,
        RollLeaf,
    )
    from suffrage.roll.eligibility import EligibilityRule  # noqa: PLC0415
    from suffrage.roll.snapshot import freeze as frozen  # noqa: PLC0415
    from suffrage.roll.suggest_columns import first_look  # noqa: PLC0415

    definition = six_sections()
    units = definition.tree.section_ids
    data = members_csv(definition, [member_row(9001, "75-001", joined="")])
    person = Person.objects.create(email="roll@example.org")
    draft = canonical.encode(definition)
    election = Election.objects.create(slug="congress", convener=person, draft=draft)
    columns = first_look(data, units).suggestion
    for _ in range(2):
        job = RollImport.objects.create(
            election=election,
            person=person,
            data=data,
            size=len(data),
            stage="writing",
            at="2023-01-01T00:00:00Z",
        )
        import_job._take(job.pk, columns, units)
    with transaction.atomic():
        roll = rolls.locked_roll(election)
        roll.rule = canonical.encode(EligibilityRule(1, at="2023-01-12", months=6))
        roll.save()
        changed = decided.decide_again(election, roll, list(Member.objects.all()))
        rows = Member.objects.filter(on_roll=True)
        made = frozen([as_member(row) for row in rows], units, os.urandom, freeze._root)
        freeze._keep(election, roll, made)
    left_out = Member.objects.filter(on_roll=False).values_list("number", "reason", "fields")
    return {
        "vendor": connection.vendor,
        "members": Member.objects.count(),
        "changed": changed,
        "left_out": [list(row) for row in left_out],
        "leaves": RollLeaf.objects.count(),
        "exact": _meant(Member.objects.all(), "00007").count(),
        "parts": _meant(Member.objects.all(), "petit7 zoe7").count(),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(sys.argv[1])))
