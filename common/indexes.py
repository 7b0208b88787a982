"""A new index on a table that is in use: on PostgreSQL nobody waits for it."""

from typing import Any

from django.db import NotSupportedError
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import AddIndex
from django.db.migrations.state import ProjectState


class AddIndexWhileServing(AddIndex):
    """``AddIndex``, made concurrently where the database can; its migration is ``atomic = False`` and does no more.

    Django's own ``AddIndexConcurrently`` does not run on SQLite.
    """

    atomic = False

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,  # noqa: ARG002  Django names all four
        to_state: ProjectState,
    ) -> None:
        """Make the index."""
        self._change("add_index", app_label, schema_editor, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,  # noqa: ARG002  Django names all four
    ) -> None:
        """Drop it."""
        self._change("remove_index", app_label, schema_editor, from_state)

    def _change(self, step: str, app_label: str, schema_editor: BaseDatabaseSchemaEditor, state: ProjectState) -> None:
        model = state.apps.get_model(app_label, self.model_name)
        if not self.allow_migrate_model(schema_editor.connection.alias, model):
            return
        options: dict[str, Any] = {}
        if schema_editor.connection.vendor == "postgresql":
            # Whoever only asks for the statements, such as sqlmigrate, runs nothing.
            if schema_editor.connection.in_atomic_block and not schema_editor.collect_sql:
                raise NotSupportedError("An index is made concurrently outside a transaction: atomic = False.")
            options = {"concurrently": True}
        getattr(schema_editor, step)(model, self.index, **options)
