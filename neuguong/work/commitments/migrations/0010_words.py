"""By what registrations are found, kept by the database itself, apart from the table of facts: a decision upon a
thousand of them touches no index of words.

What is in hand (choices.IN_HAND) is found by its registrant only, and by its items in `in_hand` by who writes it.
"""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

SEEK = """
CREATE FUNCTION commitments_is_in_hand(state text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT state IN ('EXPECTED', 'WITHDRAWN', 'DRAFT', 'RETURNED')
$$;

CREATE FUNCTION commitments_seek(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO commitments_commitmentwords AS kept (commitment_id, near, words, in_hand)
    SELECT c.id,
           COALESCE(here.near, ARRAY['u' || c.unit_id])
           || CASE WHEN c.person_id IS NULL THEN '{}'::text[] ELSE ARRAY['p' || c.person_id] END
           || ('d' || c.decider_unit_id)
           || CASE WHEN c.supervisor_id IS NULL THEN '{}'::text[]
                   ELSE string_to_array(replace(array_to_string(above.near, ' '), 'u', 's'), ' ') END,
           named.words || CASE WHEN commitments_is_in_hand(c.state) THEN '' ELSE COALESCE(done.words, '') END,
           CASE WHEN commitments_is_in_hand(c.state) THEN named.words || done.words END
      FROM commitments_commitment c
      JOIN periods_period y ON y.id = c.period_id
      JOIN orgs_unit u ON u.id = c.unit_id
      LEFT JOIN orgs_unitwords here ON here.unit_id = c.unit_id
      LEFT JOIN orgs_unitwords above ON above.unit_id = c.supervisor_id
      LEFT JOIN orgs_person p ON p.id = c.person_id
      LEFT JOIN (SELECT i.commitment_id,
                        orgs_words(string_agg(concat_ws(' ', i.deed, i.product, i.measure_taken), ' ')) AS words
                   FROM commitments_item i WHERE i.commitment_id = ANY(ids) GROUP BY i.commitment_id) done
             ON done.commitment_id = c.id
      CROSS JOIN LATERAL (SELECT orgs_words(concat_ws(' ', COALESCE(p.full_name, u.name), c.code, y.year)) AS words)
            named
     WHERE c.id = ANY(ids)
     ORDER BY c.id
    ON CONFLICT (commitment_id) DO UPDATE SET near = EXCLUDED.near, words = EXCLUDED.words, in_hand = EXCLUDED.in_hand
     WHERE (kept.near, kept.words, kept.in_hand) IS DISTINCT FROM (EXCLUDED.near, EXCLUDED.words, EXCLUDED.in_hand);
END $$;
"""
TRIGGERS = """
CREATE FUNCTION commitments_written() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM orgs_hold_trees();
    PERFORM commitments_seek(array_agg(id)) FROM fresh;
    RETURN NULL;
END $$;
CREATE FUNCTION commitments_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ids bigint[];
BEGIN
    SELECT array_agg(f.id) INTO ids FROM fresh f JOIN stale s USING (id)
     WHERE (f.code, f.person_id, f.unit_id, f.period_id, f.decider_unit_id, f.supervisor_id,
            commitments_is_in_hand(f.state))
           IS DISTINCT FROM (s.code, s.person_id, s.unit_id, s.period_id, s.decider_unit_id, s.supervisor_id,
            commitments_is_in_hand(s.state));
    IF ids IS NOT NULL THEN
        PERFORM orgs_hold_trees();
        PERFORM commitments_seek(ids);
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION commitments_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM commitments_commitmentwords USING stale WHERE commitment_id = stale.id;
    RETURN NULL;
END $$;
CREATE FUNCTION commitments_items_written() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM orgs_hold_trees();
    PERFORM commitments_seek(array_agg(DISTINCT commitment_id)) FROM fresh;
    RETURN NULL;
END $$;
CREATE FUNCTION commitments_items_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ids bigint[];
BEGIN
    SELECT array_agg(DISTINCT f.commitment_id) INTO ids FROM fresh f JOIN stale s USING (id)
     WHERE (f.deed, f.product, f.measure_taken) IS DISTINCT FROM (s.deed, s.product, s.measure_taken);
    IF ids IS NOT NULL THEN
        PERFORM orgs_hold_trees();
        PERFORM commitments_seek(ids);
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION commitments_people_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM commitments_seek(array_agg(c.id)) FROM fresh f JOIN stale s USING (person_id)
      JOIN commitments_commitment c ON c.person_id = f.person_id WHERE f.words IS DISTINCT FROM s.words;
    RETURN NULL;
END $$;
CREATE FUNCTION commitments_units_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ids bigint[];
BEGIN
    WITH changed AS (SELECT f.unit_id FROM fresh f JOIN stale s USING (unit_id)
                      WHERE (f.near, f.words) IS DISTINCT FROM (s.near, s.words)),
    reached AS (SELECT c.id FROM changed x JOIN commitments_commitment c ON c.unit_id = x.unit_id
                 UNION SELECT c.id FROM changed x JOIN commitments_commitment c ON c.decider_unit_id = x.unit_id
                 UNION SELECT c.id FROM changed x JOIN commitments_commitment c ON c.supervisor_id = x.unit_id)
    SELECT array_agg(id) INTO ids FROM reached;
    PERFORM commitments_seek(ids);
    RETURN NULL;
END $$;
CREATE TRIGGER commitments_words_new AFTER INSERT ON commitments_commitment
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION commitments_written();
CREATE TRIGGER commitments_words_changed AFTER UPDATE ON commitments_commitment
    REFERENCING NEW TABLE AS fresh OLD TABLE AS stale FOR EACH STATEMENT EXECUTE FUNCTION commitments_changed();
CREATE TRIGGER commitments_words_gone AFTER DELETE ON commitments_commitment
    REFERENCING OLD TABLE AS stale FOR EACH STATEMENT EXECUTE FUNCTION commitments_deleted();
CREATE TRIGGER commitments_item_words_new AFTER INSERT ON commitments_item
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION commitments_items_written();
CREATE TRIGGER commitments_item_words_changed AFTER UPDATE ON commitments_item
    REFERENCING NEW TABLE AS fresh OLD TABLE AS stale FOR EACH STATEMENT EXECUTE FUNCTION commitments_items_changed();
CREATE TRIGGER commitments_item_words_gone AFTER DELETE ON commitments_item
    REFERENCING OLD TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION commitments_items_written();
CREATE TRIGGER commitments_person_words AFTER UPDATE ON orgs_personwords
    REFERENCING NEW TABLE AS fresh OLD TABLE AS stale FOR EACH STATEMENT EXECUTE FUNCTION commitments_people_changed();
CREATE TRIGGER commitments_unit_words AFTER UPDATE ON orgs_unitwords
    REFERENCING NEW TABLE AS fresh OLD TABLE AS stale FOR EACH STATEMENT EXECUTE FUNCTION commitments_units_changed();
"""
FILL = "SELECT commitments_seek(array_agg(id)) FROM commitments_commitment"
UNTRIGGER = """
DROP FUNCTION commitments_units_changed, commitments_people_changed, commitments_items_changed,
    commitments_items_written, commitments_deleted, commitments_changed, commitments_written CASCADE
"""


class Migration(migrations.Migration):
    dependencies = [("orgs", "0004_words"), ("commitments", "0009_posts_end")]
    operations = [
        migrations.CreateModel(
            name="CommitmentWords",
            fields=[
                ("near", django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                ("words", django.contrib.postgres.search.SearchVectorField()),
                ("in_hand", django.contrib.postgres.search.SearchVectorField(null=True)),
                (
                    "commitment",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="sought",
                        serialize=False,
                        to="commitments.commitment",
                    ),
                ),
            ],
            options={
                "verbose_name": "Từ để tìm bản đăng ký",
                "abstract": False,
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["near", "words"], name="commitmentwords_gin")
                ],
            },
        ),
        migrations.RunSQL(SEEK, "DROP FUNCTION commitments_seek, commitments_is_in_hand"),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.RunSQL(TRIGGERS, UNTRIGGER),
    ]
