-- Create the roles and databases of the portal and of Airflow; harmless when they exist.
-- Passwords come from the environment, so that none is seen on a command line.
\set ON_ERROR_STOP on
\getenv ckan_password POSTGRES_CKAN_PASSWORD
\getenv reader_password POSTGRES_DATASTORE_RO_PASSWORD
\getenv airflow_password POSTGRES_AIRFLOW_PASSWORD

SELECT format('CREATE ROLE %I LOGIN', name) FROM unnest(ARRAY['ckan', 'datastore_ro', 'airflow']) AS wanted(name)
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) \gexec
ALTER ROLE ckan PASSWORD :'ckan_password';
ALTER ROLE datastore_ro PASSWORD :'reader_password';
ALTER ROLE airflow PASSWORD :'airflow_password';

SELECT format('CREATE DATABASE %I OWNER %I', name, owner)
FROM (VALUES ('ckan', 'ckan'), ('datastore', 'ckan'), ('airflow', 'airflow')) AS wanted(name, owner)
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = name) \gexec
REVOKE CONNECT ON DATABASE ckan, airflow FROM PUBLIC;
