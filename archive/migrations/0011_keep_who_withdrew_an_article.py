"""An article keeps who withdrew it: a person, or a reading that no longer holds it."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0010_mark_figures_corrected_before'),
    ]

    operations = [
        migrations.AddField(
            model_name='article',
            name='withdrawn_by',
            field=models.CharField(blank=True, choices=[('person', '馆员'), ('reading', '重新识读')], editable=False, max_length=8, verbose_name='由谁撤下'),
        ),
    ]
