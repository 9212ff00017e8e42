"""Registrations for a term and what later years add: an addition has the same registrant, and comes later."""

from django.db import migrations, models
from django.db.models import F, Q

from neuguong.kit.migrations import Together

# A member stays the same registrant in another cell; a head is one of his unit; a collective is its unit.
_FITS = """
CREATE FUNCTION commitments_addition_fits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM commitments_commitment a
          JOIN commitments_commitment t ON t.id = a.adds_to_id
          JOIN periods_period y ON y.id = a.period_id
          JOIN periods_period b ON b.id = t.period_id
         WHERE (a.id = NEW.id OR t.id = NEW.id)
           AND NOT (t.for_term AND t.kind = a.kind AND t.person_id IS NOT DISTINCT FROM a.person_id
                    AND (a.kind = 'INDIVIDUAL' OR t.unit_id = a.unit_id) AND b.starts_on < y.starts_on)
    ) THEN
        RAISE check_violation USING
            MESSAGE = 'a yearly addition must follow a registration for the term by the same registrant',
            TABLE = 'commitments_commitment', CONSTRAINT = 'commitments_addition_fits';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER commitments_addition_fits_new AFTER INSERT ON commitments_commitment
    FOR EACH ROW WHEN (NEW.adds_to_id IS NOT NULL) EXECUTE FUNCTION commitments_addition_fits();
CREATE TRIGGER commitments_addition_fits_changed
    AFTER UPDATE OF adds_to_id, for_term, kind, person_id, unit_id, period_id ON commitments_commitment
    FOR EACH ROW WHEN (NEW.adds_to_id IS NOT NULL OR OLD.for_term) EXECUTE FUNCTION commitments_addition_fits();
"""
_GONE = """
DROP TRIGGER commitments_addition_fits_changed ON commitments_commitment;
DROP TRIGGER commitments_addition_fits_new ON commitments_commitment;
DROP FUNCTION commitments_addition_fits();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("commitments", "0003_cubes"),
        ("orgs", "0002_tree_rules"),
        ("periods", "0002_basis_of_days"),
    ]

    operations = [
        Together(
            migrations.AddIndex(
                model_name="commitment",
                index=models.Index(condition=Q(for_term=True), fields=["kind", "person"], name="commitments_for_term"),
            ),
            migrations.AddConstraint(
                model_name="commitment",
                constraint=models.CheckConstraint(
                    condition=Q(adds_to=None) | ~Q(adds_to=F("id")),
                    name="commitments_adds_to_another",
                    violation_error_message="Bản đăng ký không tự bổ sung cho chính nó.",
                ),
            ),
            migrations.AddConstraint(
                model_name="commitment",
                constraint=models.CheckConstraint(
                    condition=Q(adds_to=None) | Q(for_term=False),
                    name="commitments_addition_is_yearly",
                    violation_error_message="Bản bổ sung hằng năm không đăng ký cho cả nhiệm kỳ.",
                ),
            ),
        ),
        migrations.RunSQL(_FITS, _GONE),
    ]
