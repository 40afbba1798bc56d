import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                ("email", models.EmailField(max_length=254, unique=True)),
                ("name", models.CharField(blank=True, max_length=120)),
                ("is_active", models.BooleanField(default=True)),
                ("may_convene", models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name="DoorTries",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("address", models.CharField(max_length=64, unique=True)),
                ("tries", models.PositiveIntegerField(default=0)),
                ("since", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Election",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=40, unique=True)),
                ("draft", models.BinaryField(blank=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "convener",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "rehearses",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="office.election",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ApiToken",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("role", models.CharField(max_length=60)),
                ("label", models.CharField(max_length=60)),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("may_submit", models.BooleanField(default=False)),
                ("made_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "election",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="office.election"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="FederationTotal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("unit", models.CharField(max_length=40)),
                ("contest", models.CharField(max_length=40)),
                ("votes", models.JSONField()),
                ("ballots", models.PositiveIntegerField(default=0)),
                ("said_at", models.DateTimeField()),
                ("index", models.PositiveIntegerField(null=True)),
                (
                    "election",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="office.election"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Kit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("unit", models.CharField(max_length=40)),
                ("round", models.PositiveSmallIntegerField()),
                ("code", models.CharField(max_length=140)),
                ("printed_at", models.DateTimeField()),
                ("printed_by", models.CharField(max_length=60)),
                ("opened_at", models.DateTimeField(null=True)),
                ("device", models.CharField(blank=True, max_length=64)),
                ("phone", models.CharField(blank=True, max_length=64)),
                ("revoked", models.BooleanField(default=False)),
                (
                    "election",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="office.election"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="KitJob",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("below", models.CharField(max_length=40)),
                ("round", models.PositiveSmallIntegerField()),
                ("language", models.CharField(max_length=5)),
                ("role", models.CharField(max_length=60)),
                ("done", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField(default=0)),
                ("asked_at", models.DateTimeField()),
                ("beat", models.DateTimeField(null=True)),
                ("finished_at", models.DateTimeField(null=True)),
                ("fault", models.CharField(blank=True, max_length=80)),
                (
                    "election",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="office.election"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Lookup",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("role", models.CharField(max_length=60)),
                ("query", models.CharField(blank=True, max_length=120)),
                ("number", models.CharField(blank=True, max_length=80)),
                ("at", models.CharField(max_length=20)),
                (
                    "election",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="office.election"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Member",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=80)),
                ("unit", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=300)),
                ("family", models.CharField(blank=True, max_length=200)),
                ("given", models.CharField(blank=True, max_length=200)),
                ("search", models.CharField(max_length=500)),
                ("sort", models.CharField(max_length=500)),
                ("likeness", models.CharField(max_length=120)),
                ("email", models.CharField(blank=True, max_length=254)),
                ("address", models.JSONField(default=list)),
                ("language", models.CharField(blank=True, max_length=2)),
                ("joined_on", models.DateField(null=True)),
                ("presented_on", models.DateField(null=True)),
                ("dues_paid_on", models.DateField(null=True)),
                ("on_roll", models.BooleanField(default=True)),
                ("reason", models.CharField(blank=True, max_length=60)),
                ("fields", models.JSONField(default=dict)),
                ("added", models.BooleanField(default=False)),
                (
                    "election",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="office.election"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="MemberDoor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(blank=True, max_length=80)),
                ("code", models.CharField(blank=True, max_length=140)),
                ("address", models.CharField(max_length=64)),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("at", models.DateTimeField()),
                ("used", models.BooleanField(default=False)),
                (
                    "election",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="office.election"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Motion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("record", models.BinaryField()),
                ("payload", models.BinaryField(null=True)),
                ("texts", models.JSONField(default=list)),
                ("effect", models.CharField(blank=True, max_length=60)),
                ("args", models.JSONField(default=dict)),
                ("next", models.CharField(max_length=300)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("index", models.PositiveIntegerField(null=True)),
                ("mover", models.CharField(max_length=60)),
                ("subject", models.CharField(max_length=64)),
                ("withdrawn", models.BooleanField(default=False)),
                ("decision", models.PositiveIntegerField(null=True)),
                (
                    "election",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="office.election"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="MotionVote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("member", models.CharField(max_length=60)),
                ("choice", models.CharField(max_length=12)),
                ("reason", models.TextField(blank=True)),
                ("sitting", models.PositiveIntegerField()),
                ("signature", models.CharField(blank=True, max_length=128)),
                (
                    "motion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="votes",
                        to="office.motion",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Photo",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("unit", models.CharField(max_length=40)),
                ("contest", models.CharField(max_length=40)),
                ("scan", models.CharField(max_length=64)),
                ("file", models.CharField(max_length=100)),
                ("received_at", models.DateTimeField()),
                ("role", models.CharField(max_length=60)),
                ("unreadable", models.BooleanField(default=False)),
                (
                    "election",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="office.election"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PhotoView",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "photo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="views",
                        to="office.photo",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("record", models.BinaryField()),
                ("payload", models.BinaryField(null=True)),
                ("texts", models.JSONField(default=list)),
                ("effect", models.CharField(blank=True, max_length=60)),
                ("args", models.JSONField(default=dict)),
                ("next", models.CharField(max_length=300)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("index", models.PositiveIntegerField(null=True)),
                ("role", models.CharField(max_length=60)),
                (
                    "election",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="office.election"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Publishing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("size", models.PositiveIntegerField(default=0)),
                ("cosigned", models.JSONField(default=list)),
                ("last", models.JSONField(default=dict)),
                ("seen_at", models.DateTimeField()),
                ("fault", models.CharField(blank=True, max_length=80)),
                ("alarms", models.JSONField(default=list)),
                (
                    "election",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, to="office.election"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Rehearsal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seed", models.CharField(max_length=64)),
                ("done", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField(default=0)),
                ("stage", models.CharField(blank=True, max_length=10)),
                ("refusals", models.PositiveIntegerField(default=0)),
                ("code", models.CharField(blank=True, max_length=60)),
                ("fields", models.JSONField(default=dict)),
                ("beat", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
                ("fault", models.CharField(blank=True, max_length=80)),
                (
                    "election",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, to="office.election"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Roll",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rule", models.BinaryField(blank=True, default=b"")),
                ("appeals_until", models.CharField(blank=True, max_length=20)),
                ("version", models.PositiveIntegerField(default=0)),
                ("root", models.CharField(blank=True, max_length=64)),
                ("index", models.PositiveIntegerField(null=True)),
                (
                    "election",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, to="office.election"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RollChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("before", models.CharField(blank=True, max_length=40)),
                ("after", models.CharField(blank=True, max_length=40)),
                ("ground", models.CharField(max_length=40)),
                ("note", models.CharField(blank=True, max_length=500)),
                ("by", models.CharField(max_length=60)),
                ("at", models.CharField(max_length=20)),
                ("left", models.PositiveIntegerField(null=True)),
                ("joined", models.PositiveIntegerField(null=True)),
                (
                    "election",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="office.election"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="office.member",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RollImport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("digest", models.CharField(max_length=64)),
                ("size", models.PositiveIntegerField()),
                ("data", models.BinaryField()),
                ("look", models.JSONField(default=dict)),
                ("columns", models.JSONField(default=dict)),
                ("stage", models.CharField(default="looked", max_length=12)),
                ("done", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField(default=0)),
                ("faults", models.JSONField(default=list)),
                ("notices", models.JSONField(default=list)),
                ("fault", models.CharField(blank=True, max_length=80)),
                ("at", models.CharField(max_length=20)),
                ("beat", models.DateTimeField(null=True)),
                (
                    "election",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="office.election"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RollLeaf",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField()),
                ("number", models.CharField(max_length=80)),
                ("unit", models.CharField(max_length=40)),
                ("salt", models.CharField(max_length=64)),
                (
                    "election",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="office.election"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SectionContact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("unit", models.CharField(max_length=40)),
                ("name", models.CharField(blank=True, max_length=120)),
                ("phone", models.CharField(blank=True, max_length=40)),
                (
                    "election",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="office.election"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SectionKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("role", models.CharField(max_length=60)),
                ("key", models.CharField(max_length=64)),
                ("asked_at", models.DateTimeField()),
                (
                    "kit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="keys",
                        to="office.kit",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SheetCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("unit", models.CharField(max_length=40)),
                ("contest", models.CharField(max_length=40)),
                ("index", models.PositiveIntegerField()),
                ("role", models.CharField(max_length=60)),
                ("choice", models.CharField(max_length=10)),
                ("at", models.DateTimeField()),
                (
                    "election",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="office.election"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SheetUpload",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("unit", models.CharField(max_length=40)),
                ("contest", models.CharField(max_length=40)),
                ("role", models.CharField(max_length=60)),
                ("name", models.CharField(max_length=200)),
                ("digest", models.CharField(max_length=64)),
                ("size", models.PositiveIntegerField()),
                ("count", models.PositiveIntegerField()),
                ("sheets", models.JSONField()),
                ("at", models.DateTimeField()),
                (
                    "election",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="office.election"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="TelephoneEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("unit", models.CharField(max_length=40)),
                ("contest", models.CharField(blank=True, max_length=40)),
                ("step", models.CharField(max_length=10)),
                ("at", models.DateTimeField()),
                ("index", models.PositiveIntegerField()),
                (
                    "election",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="office.election"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Difference",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("unit", models.CharField(max_length=40)),
                ("contest", models.CharField(max_length=40)),
                ("first_payload", models.CharField(max_length=64)),
                ("fields", models.JSONField(default=list)),
                ("second", models.JSONField(default=dict)),
                ("tries", models.PositiveIntegerField(default=1)),
                ("held_at", models.DateTimeField(null=True)),
                ("held_by", models.CharField(blank=True, max_length=60)),
                ("opened_at", models.DateTimeField()),
                ("resolved", models.CharField(blank=True, max_length=10)),
                ("resolved_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "election",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="office.election"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("resolved", "")),
                        fields=("election", "unit", "contest"),
                        name="one_open_difference",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CampWitness",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("camp", models.CharField(max_length=60)),
                ("url", models.URLField()),
                (
                    "election",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="office.election"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("election", "camp"), name="one_witness_of_a_camp"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Appeal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=80)),
                ("wish", models.CharField(max_length=10)),
                ("unit", models.CharField(blank=True, max_length=40)),
                ("text", models.TextField()),
                ("filed_by", models.CharField(max_length=60)),
                ("filed_at", models.CharField(max_length=20)),
                ("outcome", models.CharField(blank=True, max_length=10)),
                ("reason", models.TextField(blank=True)),
                ("decided_by", models.CharField(blank=True, max_length=60)),
                ("decided_at", models.CharField(blank=True, max_length=20)),
                (
                    "election",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="office.election"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["election", "number"], name="appeals_of_a_member")
                ],
            },
        ),
        migrations.CreateModel(
            name="Grant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("role", models.CharField(max_length=60)),
                ("phone", models.CharField(blank=True, max_length=40)),
                ("key", models.CharField(blank=True, max_length=64)),
                ("seen", models.PositiveIntegerField(default=0)),
                (
                    "election",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="office.election"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("election", "person", "role"), name="one_grant_of_a_role"
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="kit",
            index=models.Index(fields=["phone"], name="kit_by_phone"),
        ),
        migrations.AddConstraint(
            model_name="kit",
            constraint=models.UniqueConstraint(
                condition=models.Q(("revoked", False)),
                fields=("election", "unit", "round"),
                name="one_kit_in_force",
            ),
        ),
        migrations.AddIndex(
            model_name="lookup",
            index=models.Index(fields=["election", "at"], name="lookups_by_time"),
        ),
        migrations.AddIndex(
            model_name="member",
            index=models.Index(fields=["election", "unit"], name="members_by_section"),
        ),
        migrations.AddIndex(
            model_name="member",
            index=models.Index(fields=["election", "sort"], name="members_in_order"),
        ),
        migrations.AddIndex(
            model_name="member",
            index=models.Index(fields=["election", "likeness"], name="members_by_likeness"),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.UniqueConstraint(
                fields=("election", "number"), name="one_row_of_a_number"
            ),
        ),
        migrations.AddIndex(
            model_name="memberdoor",
            index=models.Index(fields=["address", "at"], name="doors_by_address"),
        ),
        migrations.AddConstraint(
            model_name="motionvote",
            constraint=models.UniqueConstraint(
                fields=("motion", "member"), name="one_vote_of_a_member"
            ),
        ),
        migrations.AddConstraint(
            model_name="photo",
            constraint=models.UniqueConstraint(
                fields=("election", "unit", "contest", "scan"), name="one_row_of_a_photo"
            ),
        ),
        migrations.AddIndex(
            model_name="rollleaf",
            index=models.Index(fields=["election", "number"], name="leaf_by_number"),
        ),
        migrations.AddConstraint(
            model_name="rollleaf",
            constraint=models.UniqueConstraint(
                fields=("election", "position"), name="one_leaf_of_a_place"
            ),
        ),
        migrations.AddConstraint(
            model_name="sectioncontact",
            constraint=models.UniqueConstraint(
                fields=("election", "unit"), name="one_contact_of_a_section"
            ),
        ),
        migrations.AddConstraint(
            model_name="sectionkey",
            constraint=models.UniqueConstraint(
                fields=("kit", "key"), name="one_row_of_a_section_key"
            ),
        ),
        migrations.AddConstraint(
            model_name="sheetcheck",
            constraint=models.UniqueConstraint(
                fields=("election", "unit", "contest", "index", "role"), name="one_check_of_a_sheet"
            ),
        ),
    ]
