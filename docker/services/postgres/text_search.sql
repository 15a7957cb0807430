-- Search the DataStore's tables in French: accents folded, words by their stem, none left out; in the database at hand.
\set ON_ERROR_STOP on
CREATE EXTENSION IF NOT EXISTS unaccent;
SELECT NOT EXISTS (SELECT FROM pg_ts_config WHERE cfgname = 'donneesqc') AS lacking \gset
\if :lacking
CREATE TEXT SEARCH DICTIONARY donneesqc_stem (TEMPLATE = snowball, LANGUAGE = french);
CREATE TEXT SEARCH CONFIGURATION donneesqc (COPY = french);
ALTER TEXT SEARCH CONFIGURATION donneesqc
    ALTER MAPPING FOR asciiword, asciihword, hword_asciipart, word, hword, hword_part WITH unaccent, donneesqc_stem;
\endif
SELECT format('ALTER DATABASE %I SET default_text_search_config = ''public.donneesqc''', current_database()) \gexec
