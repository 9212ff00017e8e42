"""Items stand where their commitment stands, progress where its item stands: the copies cannot drift."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("commitments", "0001_initial")]
    operations = [
        migrations.RunSQL(
            """
            ALTER TABLE commitments_item ADD CONSTRAINT commitments_item_in_place
                FOREIGN KEY (commitment_id, unit_id, period_id)
                REFERENCES commitments_commitment (id, unit_id, period_id)
                ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;
            ALTER TABLE commitments_progress ADD CONSTRAINT commitments_progress_in_place
                FOREIGN KEY (item_id, unit_id) REFERENCES commitments_item (id, unit_id)
                ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;
            """,
            """
            ALTER TABLE commitments_progress DROP CONSTRAINT commitments_progress_in_place;
            ALTER TABLE commitments_item DROP CONSTRAINT commitments_item_in_place;
            """,
        )
    ]
