"""How far the machine is with a batch is a phase, not a state: states are what flows are about."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("imports", "0002_batch_notes")]
    operations = [
        migrations.RenameField("batch", "state", "phase"),
        migrations.AlterField(
            "batch",
            "phase",
            models.CharField(
                choices=[
                    ("UPLOADED", "Đã tải lên"),
                    ("CHECKING", "Đang kiểm tra"),
                    ("CHECKED", "Đã kiểm tra"),
                    ("APPLYING", "Đang nạp"),
                    ("APPLIED", "Đã nạp"),
                    ("FAILED", "Không nạp được"),
                ],
                default="UPLOADED",
                max_length=10,
                verbose_name="Giai đoạn",
            ),
        ),
    ]
