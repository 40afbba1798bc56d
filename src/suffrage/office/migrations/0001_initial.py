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
            options={
                'constraints': [models.UniqueConstraint(fields=('motion', 'member'), name='one_vote_of_a_member')],
            },
        ),
    ]
