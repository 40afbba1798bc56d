import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('email', models.EmailField(max_length=254, unique=True)),
                ('name', models.CharField(blank=True, max_length=120)),
                ('is_active', models.BooleanField(default=True)),
                ('may_convene', models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name='DoorTries',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.CharField(max_length=64, unique=True)),
                ('tries', models.PositiveIntegerField(default=0)),
                ('since', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Election',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=40, unique=True)),
                ('draft', models.BinaryField(blank=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('convener', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('rehearses', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to='office.election')),
            ],
        ),
        migrations.CreateModel(
            name='Kit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit', models.CharField(max_length=40)),
                ('round', models.PositiveSmallIntegerField()),
                ('code', models.CharField(max_length=140)),
                ('printed_at', models.DateTimeField()),
                ('printed_by', models.CharField(max_length=60)),
                ('opened_at', models.DateTimeField(null=True)),
                ('device', models.CharField(blank=True, max_length=64)),
                ('phone', models.CharField(blank=True, max_length=64)),
                ('attempts', models.PositiveIntegerField(default=0)),
                ('wait_until', models.DateTimeField(null=True)),
                ('revoked', models.BooleanField(default=False)),
                ('election', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='office.election')),
            ],
        ),
        migrations.CreateModel(
            name='KitJob',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('below', models.CharField(max_length=40)),
                ('round', models.PositiveSmallIntegerField()),
                ('language', models.CharField(max_length=5)),
                ('role', models.CharField(max_length=60)),
                ('done', models.PositiveIntegerField(default=0)),
                ('total', models.PositiveIntegerField(default=0)),
                ('asked_at', models.DateTimeField()),
                ('beat', models.DateTimeField(null=True)),
                ('finished_at', models.DateTimeField(null=True)),
                ('fault', models.CharField(blank=True, max_length=80)),
                ('election', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='office.election')),
            ],
        ),
        migrations.CreateModel(
            name='Motion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mover', models.CharField(max_length=60)),
                ('kind', models.CharField(max_length=40)),
                ('subject', models.CharField(max_length=64)),
                ('record', models.BinaryField()),
                ('payload', models.BinaryField(null=True)),
                ('texts', models.JSONField(default=list)),
                ('effect', models.CharField(blank=True, max_length=60)),
                ('args', models.JSONField(default=dict)),
                ('next', models.CharField(max_length=300)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('withdrawn', models.BooleanField(default=False)),
                ('decision', models.PositiveIntegerField(null=True)),
                ('index', models.PositiveIntegerField(null=True)),
                ('election', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='office.election')),
            ],
        ),
        migrations.CreateModel(
            name='MotionVote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('member', models.CharField(max_length=60)),
                ('choice', models.CharField(max_length=12)),
                ('reason', models.TextField(blank=True)),
                ('sitting', models.PositiveIntegerField()),
                ('signature', models.CharField(blank=True, max_length=128)),
                ('motion', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='votes', to='office.motion')),
            ],
        ),
        migrations.CreateModel(
            name='Photo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit', models.CharField(max_length=40)),
                ('contest', models.CharField(max_length=40)),
                ('scan', models.CharField(max_length=64)),
                ('file', models.CharField(max_length=100)),
                ('received_at', models.DateTimeField()),
                ('role', models.CharField(max_length=60)),
                ('unreadable', models.BooleanField(default=False)),
                ('election', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='office.election')),
            ],
        ),
        migrations.CreateModel(
            name='PhotoView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
                ('photo', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='views', to='office.photo')),
            ],
        ),
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(max_length=60)),
                ('kind', models.CharField(max_length=40)),
                ('record', models.BinaryField()),
                ('payload', models.BinaryField(null=True)),
                ('texts', models.JSONField(default=list)),
                ('effect', models.CharField(blank=True, max_length=60)),
                ('args', models.JSONField(default=dict)),
                ('next', models.CharField(max_length=300)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('index', models.PositiveIntegerField(null=True)),
                ('election', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='office.election')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Publishing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('size', models.PositiveIntegerField(default=0)),
                ('cosigned', models.JSONField(default=list)),
                ('seen_at', models.DateTimeField()),
                ('fault', models.CharField(blank=True, max_length=80)),
                ('alarms', models.JSONField(default=list)),
                ('election', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, to='office.election')),
            ],
        ),
        migrations.CreateModel(
            name='SectionKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(max_length=60)),
                ('key', models.CharField(max_length=64)),
                ('asked_at', models.DateTimeField()),
                ('kit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='keys', to='office.kit')),
            ],
        ),
        migrations.CreateModel(
            name='SheetCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit', models.CharField(max_length=40)),
                ('contest', models.CharField(max_length=40)),
                ('index', models.PositiveIntegerField()),
                ('role', models.CharField(max_length=60)),
                ('choice', models.CharField(max_length=10)),
                ('at', models.DateTimeField()),
                ('election', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='office.election')),
            ],
        ),
        migrations.CreateModel(
            name='CampWitness',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('camp', models.CharField(max_length=60)),
                ('url', models.URLField()),
                ('election', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='office.election')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('election', 'camp'), name='one_witness_of_a_camp')],
            },
        ),
        migrations.CreateModel(
            name='Grant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(max_length=60)),
                ('phone', models.CharField(blank=True, max_length=40)),
                ('key', models.CharField(blank=True, max_length=64)),
                ('seen', models.PositiveIntegerField(default=0)),
                ('election', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='office.election')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('election', 'person', 'role'), name='one_grant_of_a_role')],
            },
        ),
        migrations.AddIndex(
            model_name='kit',
            index=models.Index(fields=['phone'], name='kit_by_phone'),
        ),
        migrations.AddConstraint(
            model_name='kit',
            constraint=models.UniqueConstraint(condition=models.Q(('revoked', False)), fields=('election', 'unit', 'round'), name='one_kit_in_force'),
        ),
        migrations.AddConstraint(
            model_name='motionvote',
            constraint=models.UniqueConstraint(fields=('motion', 'member'), name='one_vote_of_a_member'),
        ),
        migrations.AddConstraint(
            model_name='photo',
            constraint=models.UniqueConstraint(fields=('election', 'unit', 'contest', 'scan'), name='one_row_of_a_photo'),
        ),
        migrations.AddConstraint(
            model_name='sectionkey',
            constraint=models.UniqueConstraint(fields=('kit', 'key'), name='one_row_of_a_section_key'),
        ),
        migrations.AddConstraint(
            model_name='sheetcheck',
            constraint=models.UniqueConstraint(fields=('election', 'unit', 'contest', 'index', 'role'), name='one_check_of_a_sheet'),
        ),
    ]
