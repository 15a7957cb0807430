#!/bin/sh
# Give Airflow the secrets of the container, the same on every node, then become the command.
set -eu

folder="${SECRETS_FOLDER:-/run/secrets}"
secret() { cat "$folder/$1"; }

database="airflow:$(secret postgres_airflow_password)@postgres/airflow"
export AIRFLOW__DATABASE__SQL_ALCHEMY_CONN="postgresql+psycopg2://$database"
export AIRFLOW__CELERY__RESULT_BACKEND="db+postgresql+psycopg2://$database"
AIRFLOW__CELERY__BROKER_URL="redis://:$(secret redis_password)@redis:6379/1"
AIRFLOW__CORE__FERNET_KEY="$(secret airflow_fernet_key)"
AIRFLOW__API__SECRET_KEY="$(secret airflow_secret_key)"
AIRFLOW__API_AUTH__JWT_SECRET="$(secret airflow_jwt_key)"
export AIRFLOW__CELERY__BROKER_URL AIRFLOW__CORE__FERNET_KEY AIRFLOW__API__SECRET_KEY AIRFLOW__API_AUTH__JWT_SECRET

# Airflow opens this file for writing, which a secret doesn't allow.
accounts="$AIRFLOW_HOME/accounts.json"
(umask 077 && printf '{"admin": "%s"}\n' "$(secret airflow_password)" > "$accounts")
export AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE="$accounts"

exec "$@"
