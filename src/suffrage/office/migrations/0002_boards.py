"""The tables of the boards lie beside the office's own."""

from typing import Any

from django.db import migrations

from suffrage.office.boards import the_database

__all__ = ["Migration"]


def _create(_apps: Any, _editor: Any) -> None:  # noqa: ANN401  (Django's signature)
    the_database().create_tables()


class Migration(migrations.Migration):
    """``adapters.database`` knows the tables; dropping boards is nothing that a migration does."""

    dependencies = (("office", "0001_initial"),)
    operations = (migrations.RunPython(_create, migrations.RunPython.noop),)
