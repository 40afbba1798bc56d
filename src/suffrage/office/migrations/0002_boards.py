"""The tables of the boards and of limits lie beside the office's own."""

from typing import Any

from django.core.management import call_command
from django.db import migrations

from suffrage.office.boards import the_database

__all__ = ["Migration"]


def _create(_apps: Any, _editor: Any) -> None:  # noqa: ANN401  (Django's signature)
    the_database().create_tables()
    # What the limits of sign-in count, for all processes together.
    call_command("createcachetable", verbosity=0)


class Migration(migrations.Migration):
    """``adapters.database`` knows the tables; dropping boards is nothing that a migration does."""

    dependencies = (("office", "0001_initial"),)
    operations = (migrations.RunPython(_create, migrations.RunPython.noop),)
