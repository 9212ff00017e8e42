"""Plans say whether they were issued in time, and are counted by programme."""

from django.db import migrations, models

from neuguong.base.figures.operations import InstallCube, RemoveCube

TIMING = """
UPDATE programmes_plan p SET timing = CASE WHEN d.issued_on > p.due_on THEN 'LATE' ELSE 'ON_TIME' END
  FROM programmes_document d WHERE d.id = p.document_id AND p.state = 'ISSUED'
"""


class Migration(migrations.Migration):
    dependencies = [("programmes", "0003_searching_and_editions")]

    operations = [
        RemoveCube(key="plans", table="programmes_plan", dims=(("state", "text"), ("due_on", "date"))),
        migrations.AddField(
            model_name="plan",
            name="timing",
            field=models.CharField(
                choices=[("NONE", "Chưa ban hành"), ("ON_TIME", "Đúng hạn"), ("LATE", "Ban hành muộn")],
                db_default="NONE",
                default="NONE",
                editable=False,
                max_length=7,
                verbose_name="Thời điểm ban hành",
            ),
        ),
        migrations.RunSQL(TIMING, migrations.RunSQL.noop),
        InstallCube(
            key="plans",
            table="programmes_plan",
            dims=(("programme_id", "text"), ("state", "text"), ("timing", "text"), ("due_on", "date")),
        ),
    ]
