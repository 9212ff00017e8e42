"""By what units and people are found, kept by the database itself.

Every trigger works on whole statements, so that an import of a hundred thousand people pays once. Where a unit stands
is read under the tree's lock, which writers share: a reorganisation, which holds it alone, then finds every row.
"""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

WORDS = """
ALTER TEXT SEARCH CONFIGURATION vi ALTER MAPPING FOR numword, numhword, hword_numpart WITH unaccent, simple;

CREATE FUNCTION orgs_words(text) RETURNS tsvector LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT to_tsvector('vi', regexp_replace($1, '[^[:alnum:]]+', ' ', 'g'))
$$;

CREATE FUNCTION orgs_hold_trees() RETURNS void LANGUAGE sql AS $$
    SELECT pg_advisory_xact_lock_shared(20039, id::int) FROM (SELECT id FROM orgs_tree ORDER BY id) trees
$$;
"""
SEEK = """
CREATE FUNCTION orgs_seek_units(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    -- two trees may change at once: whoever comes second reads what the first has written
    PERFORM FROM orgs_unitwords WHERE unit_id = ANY(ids) ORDER BY unit_id FOR UPDATE;
    INSERT INTO orgs_unitwords AS kept (unit_id, near, words)
    SELECT u.id, n.near, orgs_words(concat_ws(' ', u.name, u.short_name, c.names))
      FROM orgs_unit u
      JOIN (SELECT unit, array_agg(DISTINCT 'u' || above) AS near
              FROM (SELECT r.unit_id AS unit, ('x00' || substr(r.path, place, 6))::bit(32)::int AS above
                      FROM orgs_reach r, generate_series(1, length(r.path), 6) place WHERE r.unit_id = ANY(ids)
                     UNION SELECT own, own FROM unnest(ids) own) places
             GROUP BY unit) n ON n.unit = u.id
      LEFT JOIN (SELECT unit_id, string_agg(name || ' ' || short_name, ' ' ORDER BY valid) AS names
                   FROM orgs_unitname WHERE unit_id = ANY(ids) GROUP BY unit_id) c ON c.unit_id = u.id
     WHERE u.id = ANY(ids)
     ORDER BY u.id
    ON CONFLICT (unit_id) DO UPDATE SET near = EXCLUDED.near, words = EXCLUDED.words
     WHERE (kept.near, kept.words) IS DISTINCT FROM (EXCLUDED.near, EXCLUDED.words);
END $$;

CREATE FUNCTION orgs_seek_people(ids bigint[]) RETURNS void LANGUAGE sql AS $$
    INSERT INTO orgs_personwords AS kept (person_id, near, words)
    SELECT p.id, COALESCE(w.near, '{}') || ('p' || p.id), orgs_words(p.full_name || ' ' || p.code)
      FROM orgs_person p LEFT JOIN orgs_unitwords w ON w.unit_id = p.home_id
     WHERE p.id = ANY(ids)
     ORDER BY p.id
    ON CONFLICT (person_id) DO UPDATE SET near = EXCLUDED.near, words = EXCLUDED.words
     WHERE (kept.near, kept.words) IS DISTINCT FROM (EXCLUDED.near, EXCLUDED.words)
$$;
"""
UNITS = """
CREATE FUNCTION orgs_units_written() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM orgs_hold_trees();
    PERFORM orgs_seek_units(array_agg(id)) FROM fresh;
    RETURN NULL;
END $$;
CREATE FUNCTION orgs_units_renamed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ids bigint[];
BEGIN
    SELECT array_agg(f.id) INTO ids FROM fresh f JOIN stale s USING (id)
     WHERE (f.name, f.short_name) IS DISTINCT FROM (s.name, s.short_name);
    IF ids IS NOT NULL THEN
        PERFORM orgs_hold_trees();
        PERFORM orgs_seek_units(ids);
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION orgs_names_written() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM orgs_hold_trees();
    PERFORM orgs_seek_units(array_agg(DISTINCT unit_id)) FROM fresh;
    RETURN NULL;
END $$;
CREATE FUNCTION orgs_reaches_written() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM orgs_seek_units(array_agg(DISTINCT unit_id)) FROM fresh;
    RETURN NULL;
END $$;
CREATE FUNCTION orgs_units_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM orgs_unitwords USING stale WHERE unit_id = stale.id;
    RETURN NULL;
END $$;
CREATE TRIGGER orgs_unit_words_new AFTER INSERT ON orgs_unit
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION orgs_units_written();
CREATE TRIGGER orgs_unit_words_changed AFTER UPDATE ON orgs_unit
    REFERENCING NEW TABLE AS fresh OLD TABLE AS stale FOR EACH STATEMENT EXECUTE FUNCTION orgs_units_renamed();
CREATE TRIGGER orgs_unit_words_gone AFTER DELETE ON orgs_unit
    REFERENCING OLD TABLE AS stale FOR EACH STATEMENT EXECUTE FUNCTION orgs_units_deleted();
CREATE TRIGGER orgs_unitname_words_new AFTER INSERT ON orgs_unitname
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION orgs_names_written();
CREATE TRIGGER orgs_unitname_words_changed AFTER UPDATE ON orgs_unitname
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION orgs_names_written();
CREATE TRIGGER orgs_unitname_words_gone AFTER DELETE ON orgs_unitname
    REFERENCING OLD TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION orgs_names_written();
CREATE TRIGGER orgs_reach_words AFTER INSERT ON orgs_reach
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION orgs_reaches_written();
"""
PEOPLE = """
CREATE FUNCTION orgs_people_written() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM orgs_hold_trees();
    PERFORM orgs_seek_people(array_agg(id)) FROM fresh;
    RETURN NULL;
END $$;
CREATE FUNCTION orgs_people_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ids bigint[];
BEGIN
    SELECT array_agg(f.id) INTO ids FROM fresh f JOIN stale s USING (id)
     WHERE (f.full_name, f.code, f.home_id) IS DISTINCT FROM (s.full_name, s.code, s.home_id);
    IF ids IS NOT NULL THEN
        PERFORM orgs_hold_trees();
        PERFORM orgs_seek_people(ids);
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION orgs_people_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM orgs_personwords USING stale WHERE person_id = stale.id;
    RETURN NULL;
END $$;
CREATE FUNCTION orgs_units_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM orgs_seek_people(array_agg(p.id)) FROM fresh f JOIN stale s USING (unit_id)
      JOIN orgs_person p ON p.home_id = f.unit_id WHERE f.near IS DISTINCT FROM s.near;
    RETURN NULL;
END $$;
CREATE TRIGGER orgs_person_words_new AFTER INSERT ON orgs_person
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION orgs_people_written();
CREATE TRIGGER orgs_person_words_changed AFTER UPDATE ON orgs_person
    REFERENCING NEW TABLE AS fresh OLD TABLE AS stale FOR EACH STATEMENT EXECUTE FUNCTION orgs_people_changed();
CREATE TRIGGER orgs_person_words_gone AFTER DELETE ON orgs_person
    REFERENCING OLD TABLE AS stale FOR EACH STATEMENT EXECUTE FUNCTION orgs_people_deleted();
CREATE TRIGGER orgs_person_words_moved AFTER UPDATE ON orgs_unitwords
    REFERENCING NEW TABLE AS fresh OLD TABLE AS stale FOR EACH STATEMENT EXECUTE FUNCTION orgs_units_moved();
"""
FILL = """
SELECT orgs_seek_units(array_agg(id)) FROM orgs_unit;
SELECT orgs_seek_people(array_agg(id)) FROM orgs_person;
"""
UNTRIGGER = """
DROP FUNCTION orgs_units_moved, orgs_people_deleted, orgs_people_changed, orgs_people_written, orgs_units_deleted,
    orgs_reaches_written, orgs_names_written, orgs_units_renamed, orgs_units_written CASCADE
"""
UNSEEK = """
DROP FUNCTION orgs_seek_people, orgs_seek_units, orgs_hold_trees, orgs_words;
ALTER TEXT SEARCH CONFIGURATION vi ALTER MAPPING FOR numword, numhword, hword_numpart WITH simple;
"""


def _sought(model: str, of: str, called: str) -> migrations.CreateModel:
    key = models.OneToOneField(
        db_constraint=False,
        on_delete=django.db.models.deletion.CASCADE,
        primary_key=True,
        related_name="sought",
        serialize=False,
        to=f"orgs.{of}",
    )
    fields = [
        ("near", django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
        ("words", django.contrib.postgres.search.SearchVectorField()),
        (of, key),
    ]
    options = {"verbose_name": called, "abstract": False}
    return migrations.CreateModel(name=model, fields=fields, options=options)


def _index(model: str) -> migrations.AddIndex:
    index = django.contrib.postgres.indexes.GinIndex(fields=["near", "words"], name=f"{model}_gin")
    return migrations.AddIndex(model_name=model, index=index)


class Migration(migrations.Migration):
    dependencies = [("orgs", "0003_sensitive_record_of_person")]
    operations = [
        _sought("UnitWords", "unit", "Từ để tìm đơn vị"),
        _sought("PersonWords", "person", "Từ để tìm người"),
        migrations.RunSQL(WORDS + SEEK, UNSEEK),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        _index("unitwords"),
        _index("personwords"),
        migrations.RunSQL(UNITS + PEOPLE, UNTRIGGER),
    ]
