"""The role of those who keep the sensitive records of party members."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="grant",
            name="role",
            field=models.CharField(
                choices=[
                    ("MEMBER", "Đảng viên"),
                    ("SECRETARY", "Bí thư chi bộ"),
                    ("STAFF", "Cán bộ tổng hợp"),
                    ("APPROVER", "Ban thường vụ (phê duyệt)"),
                    ("SUPERVISOR", "Cơ quan theo dõi, giám sát"),
                    ("VIEWER", "Người xem"),
                    ("RECORDS", "Cán bộ quản lý hồ sơ đảng viên"),
                    ("ADMINISTRATOR", "Quản trị"),
                ],
                max_length=14,
                verbose_name="Vai trò",
            ),
        ),
    ]
