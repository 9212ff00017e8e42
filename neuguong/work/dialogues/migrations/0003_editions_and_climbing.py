"""Nobody writes over another's words; an overdue case climbs level by level, those told already from a week on."""

from django.db import migrations, models

from neuguong.kit.migrations import Together


class Migration(migrations.Migration):
    dependencies = [("dialogues", "0002_cubes")]

    operations = [
        Together(
            migrations.AddField(
                model_name="dialogue",
                name="edition",
                field=models.PositiveIntegerField(db_default=0, default=0, editable=False),
            ),
            migrations.AddField(
                model_name="promise",
                name="edition",
                field=models.PositiveIntegerField(db_default=0, default=0, editable=False),
            ),
            migrations.AddField(
                model_name="caserule",
                name="climb_days",
                field=models.PositiveSmallIntegerField(
                    db_default=5, default=5, verbose_name="Số ngày làm việc trước khi báo lên cấp nữa"
                ),
            ),
            migrations.AddField(
                model_name="case",
                name="escalated_due",
                field=models.DateField(blank=True, null=True, verbose_name="Báo lên cấp nữa sau ngày"),
            ),
        ),
        migrations.RunSQL(
            "UPDATE dialogues_case SET escalated_due = CURRENT_DATE + 7 WHERE escalated_to_id IS NOT NULL",
            migrations.RunSQL.noop,
        ),
    ]
