"""A figure holds which of its fields a person changed and when; a person may be how its place or period is known."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0008_read_names_and_mark_the_edition'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='metric',
            name='metric_bases_known',
        ),
        migrations.AddField(
            model_name='metric',
            name='corrected',
            field=models.JSONField(blank=True, default=dict, editable=False),
        ),
        migrations.AlterField(
            model_name='metric',
            name='period_basis',
            field=models.CharField(choices=[('stated', '原句写明'), ('inherited', '承上文'), ('inferred', '推断'), ('given', '人工更正'), ('none', '未说')], default='none', editable=False, max_length=10, verbose_name='时期依据'),
        ),
        migrations.AlterField(
            model_name='metric',
            name='place_basis',
            field=models.CharField(choices=[('stated', '原句写明'), ('inherited', '承上文'), ('inferred', '推断'), ('given', '人工更正'), ('none', '未说')], default='none', editable=False, max_length=10, verbose_name='地方依据'),
        ),
        migrations.AddConstraint(
            model_name='metric',
            constraint=models.CheckConstraint(condition=models.Q(('place_basis__in', ['stated', 'inherited', 'inferred', 'given', 'none']), ('period_basis__in', ['stated', 'inherited', 'inferred', 'given', 'none'])), name='metric_bases_known'),
        ),
    ]
