#!/bin/sh
# Bring the portal's tables, accounts, categories, token and index up to this version. Run again, it changes nothing.
set -eu

ckan db upgrade
permissions="$(ckan datastore set-permissions)"
PGPASSWORD="$(cat /run/secrets/postgres_password)"
export PGPASSWORD
printf '%s\n' "$permissions" | psql -X -q -v ON_ERROR_STOP=1 -h postgres -U postgres
unset PGPASSWORD
ckan db pending-migrations --apply

# The password is typed, not given on a command line that others could see.
add_account() {
  ckan user list | grep -qE "^name=$1( |\$)" && return
  password="$(cat "/run/secrets/$1_password")"
  printf '%s\n%s\n' "$password" "$password" | ckan user add "$1" "email=$1@donneesqc.invalid"
}
add_account admin
ckan sysadmin add admin
add_account pipeline
ckan donneesqc prepare

token=/var/lib/pipeline-token/token
if [ ! -s "$token" ]; then
  umask 077
  ckan user token add pipeline pipeline | awk 'NF { last = $NF } END { print last }' > "$token.partial"
  mv "$token.partial" "$token"
fi

# Datasets are indexed again when the French analysis has changed; on an empty index too, after a restore.
stamp=/var/lib/ckan/stamp-search
wanted="$(cat /opt/donneesqc/services/solr/* | sha256sum)"
if [ "$(cat "$stamp" 2>/dev/null)" != "$wanted" ]; then
  ckan search-index rebuild
  printf '%s\n' "$wanted" > "$stamp"
fi
