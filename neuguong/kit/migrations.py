"""Migrations that are quick to apply on an empty database: see docs/decisions/together.md."""

from __future__ import annotations

from typing import Any

from django.db.migrations.operations.base import Operation


class Together(Operation):
    """Several operations as one step: Django draws its picture of the models once for all of them, not once for each.

    After an operation Django builds anew every class that has to do with the model touched; units and persons have to
    do with nearly all, so a table costs a fifth of a second in which nothing is written. `Together(*operations)` takes
    operations of which none needs in the database what another one has just made, beyond the tables themselves: new
    tables that refer to each other may stand together, a table and a column added to it may not. The autodetector
    sees the operations one by one.
    """

    def __init__(self, *operations: Operation) -> None:
        self.operations = operations
        self.reversible = all(one.reversible for one in operations)  # type: ignore[misc]  # each has its own answer

    def deconstruct(self) -> tuple[str, tuple[Operation, ...], dict[str, Any]]:
        return type(self).__name__, self.operations, {}

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The picture is laid aside meanwhile: Django draws nothing where there is none."""
        picture = state.__dict__.pop("apps", None)
        for one in self.operations:
            one.state_forwards(app_label, state)
        if picture is not None:
            state.__dict__["apps"] = picture
            state.reload_models({(app_label, _model(one)) for one in self.operations}, delay=False)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for one in self.operations:
            one.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for one in reversed(self.operations):
            one.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return "; ".join(one.describe() for one in self.operations)


def _model(operation: Any) -> str:
    """The model that an operation touches: `CreateModel` calls it by `name`, the others by `model_name`."""
    return str(getattr(operation, "model_name_lower", None) or operation.name_lower)
