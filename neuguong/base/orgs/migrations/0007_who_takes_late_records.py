from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("orgs", "0006_units_that_keep_balances")]
    operations = [
        migrations.AddField(
            model_name="succession",
            name="takes_late",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="Số liệu ghi cho đơn vị cũ sau khi kết thúc tính ở đơn vị kế thừa",
                verbose_name="Nhận số liệu ghi muộn",
            ),
        ),
    ]
