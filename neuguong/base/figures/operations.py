"""The migration operation that makes a fact table count itself.

Its arguments are frozen in the migration; a test compares them with the declared cube. Changing a cube's dimensions
is another migration: `RemoveCube` with the old arguments, then `InstallCube` with the new.
"""

from typing import Any

from django.db.migrations.operations.base import Operation

from neuguong.base.figures.facts import Facts

TREE_LOCK = 20039  # orgs.services.TREE_LOCK; repeated because a migration's text must never change

_FUNCTION = """
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $body$
DECLARE
  rolling_tree bigint;
BEGIN
  -- an older snapshot would put the fact where its unit stood before a reorganisation
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION 'Bảng “%” chỉ được ghi ở mức cô lập READ COMMITTED.', TG_TABLE_NAME
      USING ERRCODE = 'check_violation';
  END IF;
  rolling_tree := (SELECT id FROM orgs_tree WHERE code = '{tree}');
  PERFORM pg_advisory_xact_lock_shared({lock}, rolling_tree::int);
  IF TG_OP = 'INSERT' THEN
    {insert};
  ELSIF TG_OP = 'DELETE' THEN
    {delete};
  ELSE
    {update};
  END IF;
  RETURN NULL;
END $body$
"""

_APPEND = """
INSERT INTO figures_delta (cube, path, period_id, dims, n, sums)
SELECT '{key}', COALESCE(place.path, figures_nowhere('{tree}', net.unit_id, net.period_id)),
       net.period_id, net.dims, net.n, net.sums
FROM ({net}) net
LEFT JOIN periods_period period ON period.id = net.period_id
LEFT JOIN orgs_path place ON place.tree_id = {tree_id} AND place.unit_id = net.unit_id
  AND place.valid_from <= period.tree_on AND place.valid_to > period.tree_on
"""

_NET = "SELECT unit_id, period_id, dims, sum(n) AS n, {totals} AS sums FROM ({rows}) c GROUP BY 1, 2, 3 {having}"

_TRIGGERS = (
    ("insert", "INSERT", "REFERENCING NEW TABLE AS added"),
    ("delete", "DELETE", "REFERENCING OLD TABLE AS removed"),
    ("update", "UPDATE", "REFERENCING OLD TABLE AS removed NEW TABLE AS added"),
)


def append_sql(facts: Facts, tree_id: str, *sides: tuple[str, int]) -> str:
    """The one statement that writes net deltas: `sides` are (table, +1 or -1)."""
    rows = " UNION ALL ".join(
        f"SELECT {facts.columns_sql('r')}, {sign} AS n FROM {table} r"  # noqa: S608 (frozen names)
        for table, sign in sides
    )
    each = [f"sum(n * sums[{place}])" for place in range(1, len(facts.sums) + 1)]
    changed = " OR ".join(f"{one} <> 0" for one in ("sum(n)", *each))
    net = _NET.format(totals=f"ARRAY[{', '.join(each)}]::numeric[]", rows=rows, having=f"HAVING {changed}")
    return _APPEND.format(key=facts.key, tree=facts.tree, net=net, tree_id=tree_id).strip()


def install_sql(facts: Facts) -> list[str]:
    """Function, triggers, and the deltas of the rows that are already there."""
    name, table = f"figures_of_{facts.key}", f'"{facts.table}"'
    function = _FUNCTION.format(
        name=name,
        tree=facts.tree,
        lock=TREE_LOCK,
        insert=append_sql(facts, "rolling_tree", ("added", 1)),
        delete=append_sql(facts, "rolling_tree", ("removed", -1)),
        update=append_sql(facts, "rolling_tree", ("added", 1), ("removed", -1)),
    )
    triggers = [
        f"CREATE TRIGGER figures_{suffix} AFTER {operation} ON {table} {tables} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
        for suffix, operation, tables in _TRIGGERS
    ]
    refusal = (
        f"CREATE TRIGGER figures_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION figures_refuse_truncate()"
    )
    tree = f"(SELECT id FROM orgs_tree WHERE code = '{facts.tree}')"  # noqa: S608 (frozen names)
    return [function, *triggers, refusal, append_sql(facts, tree, (table, 1))]


def remove_sql(facts: Facts) -> list[str]:
    """Everything `install_sql` made, and the figures of the cube."""
    table = f'"{facts.table}"'
    drops = [f"DROP TRIGGER figures_{suffix} ON {table}" for suffix in ("insert", "delete", "update", "truncate")]
    return [
        *drops,
        f"DROP FUNCTION figures_of_{facts.key}()",
        f"DELETE FROM figures_delta WHERE cube = '{facts.key}'",  # noqa: S608 (frozen names)
        f"DELETE FROM figures_balance WHERE cube = '{facts.key}'",  # noqa: S608
    ]


class InstallCube(Operation):
    """Let a fact table write its deltas, from now on and for the rows it already holds."""

    reversible = True
    reduces_to_sql = True

    def __init__(
        self,
        key: str,
        table: str,
        dims: tuple[tuple[str, str], ...],
        unit: str = "unit_id",
        period: str = "period_id",
        sums: tuple[str, ...] = (),
        tree: str = "party",
    ) -> None:
        self.facts = Facts(key=key, table=table, unit=unit, period=period, dims=dims, sums=sums, tree=tree)

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Triggers are no part of Django's state."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for statement in install_sql(self.facts):
            schema_editor.execute(statement, params=None)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for statement in remove_sql(self.facts):
            schema_editor.execute(statement, params=None)

    def describe(self) -> str:
        return f"Install the cube {self.facts.key} on {self.facts.table}"


class RemoveCube(InstallCube):
    """The opposite of `InstallCube`, with the arguments that it had."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        super().database_backwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        super().database_forwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return f"Remove the cube {self.facts.key} from {self.facts.table}"
