from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_demo_mark")]

    operations = [
        migrations.AlterField(
            model_name="onetimecode",
            name="made_by",
            field=models.ForeignKey(
                null=True,
                on_delete=models.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="Người in",
            ),
        ),
    ]
