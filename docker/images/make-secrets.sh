#!/bin/sh
# Make the secrets that are missing: sh docker/images/make-secrets.sh [FOLDER]   (docker/secrets when none is named)
# The folder is closed to others; the files in it are readable, so that a container's own account can read its secrets.
set -eu

folder="${1:-$(dirname "$0")/../secrets}"
mkdir -p "$folder"
chmod 700 "$folder"

for name in admin_password pipeline_password \
  ckan_secret_key ckan_csrf_key ckan_jwt_key \
  postgres_password postgres_ckan_password postgres_reader_password postgres_airflow_password \
  redis_password airflow_password airflow_secret_key airflow_jwt_key; do
  [ -s "$folder/$name" ] || od -An -N32 -tx1 /dev/urandom | tr -d ' \n' > "$folder/$name"
done
# A Fernet key: 32 bytes in URL-safe base64.
[ -s "$folder/airflow_fernet_key" ] || head -c 32 /dev/urandom | base64 | tr '+/' '-_' > "$folder/airflow_fernet_key"
chmod 444 "$folder"/*
