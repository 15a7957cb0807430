"""Run the migrations of a plugin of ours: `ckan db upgrade -p donneesqc_deposits`."""

from functools import partial

from alembic import context
from ckan.model.meta import metadata
from sqlalchemy import engine_from_config, pool


def run(plugin: str) -> None:
    """Bring the tables whose names begin as the plugin's to the revision asked for."""
    options = {
        "target_metadata": metadata,
        "version_table": f"{plugin}_alembic_version",
        "include_object": partial(_is_ours, plugin),
    }
    if context.is_offline_mode():
        _print_sql(options)
    else:
        _migrate(options)


def _is_ours(
    plugin: str, _object: object, name: str, kind: str, _reflected: bool, _compared: object
) -> bool:
    return kind != "table" or name.startswith(plugin)


def _print_sql(options: dict) -> None:
    url = context.config.get_main_option("sqlalchemy.url")
    context.configure(url=url, literal_binds=True, **options)
    with context.begin_transaction():
        context.run_migrations()


def _migrate(options: dict) -> None:
    section = context.config.get_section(context.config.config_ini_section) or {}
    engine = engine_from_config(section, prefix="sqlalchemy.", poolclass=pool.NullPool)
    with engine.connect() as connection:
        context.configure(connection=connection, **options)
        with context.begin_transaction():
            context.run_migrations()
