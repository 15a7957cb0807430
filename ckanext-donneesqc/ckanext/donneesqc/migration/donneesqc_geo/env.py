"""Run the migrations of the plugin: `ckan db upgrade -p donneesqc_geo`."""

from pathlib import Path

from alembic import context
from ckan.model.meta import metadata
from sqlalchemy import engine_from_config, pool

PLUGIN = Path(__file__).parent.name


def _is_ours(_object: object, name: str, kind: str, _reflected: bool, _compared: object) -> bool:
    return kind != "table" or name.startswith(PLUGIN)


def _options() -> dict:
    return {
        "target_metadata": metadata,
        "version_table": f"{PLUGIN}_alembic_version",
        "include_object": _is_ours,
    }


def _print_sql() -> None:
    url = context.config.get_main_option("sqlalchemy.url")
    context.configure(url=url, literal_binds=True, **_options())
    with context.begin_transaction():
        context.run_migrations()


def _migrate() -> None:
    section = context.config.get_section(context.config.config_ini_section) or {}
    engine = engine_from_config(section, prefix="sqlalchemy.", poolclass=pool.NullPool)
    with engine.connect() as connection:
        context.configure(connection=connection, **_options())
        with context.begin_transaction():
            context.run_migrations()


if context.is_offline_mode():
    _print_sql()
else:
    _migrate()
