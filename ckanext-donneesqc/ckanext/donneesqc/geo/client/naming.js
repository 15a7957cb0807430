/* By which name a feature is called: what a column of names says of it. */

const NAME = /(^|[^a-z])(nom|name|nm|titre|title|toponyme|appellation)|(nom|name)$/i;
const STREET = /(^|[^a-z])(rue|voie|street|adresse|address)/i;
const NEVER =
  /(^|[^a-z])(id|code|cod|co|no|num|adr|adresse|address|adrs|rue|voie|street|cp|postal|tel|telephone|courriel|email|web|url|site|lien|fichier|file|image|photo|abrev|version|type|date)([^a-z]|$)|(id|code)$/i;
const TELLING = 0.5; // of the values of a column by which features can be told apart
const OBJECT = /^(https?:|[[{])/; // no name

/**
 * Return a feature's name, "" when no column has one.
 *
 * @param {object} layer
 * @param {Array<unknown>} values
 */
export function nameOf(layer, values) {
  const found = namingColumns(layer)
    .map((column) => String(values[layer.columns.indexOf(column)] ?? "").trim())
    .find((text) => text && !OBJECT.test(text));
  return found ?? "";
}

/**
 * Return the columns that may hold names, the best first: those that are called so, then those whose
 * texts tell most features apart.
 *
 * @param {{columns: Array<{name: string, title: string, kind: string, distinct: number, filled: number}>, features: number}} layer
 */
export function namingColumns({ columns, features }) {
  const texts = columns.filter((column) => column.kind === "text" && column.filled);
  const called = texts.filter((column) => says(NAME, column));
  const others = texts.filter(
    (column) =>
      !says(NAME, column) &&
      !says(NEVER, column) &&
      column.distinct >= TELLING * column.filled &&
      column.filled >= TELLING * features,
  );
  const best = (one, other) =>
    says(STREET, one) - says(STREET, other) || other.distinct - one.distinct;
  return [...called.sort(best), ...others.sort(best)];
}

const says = (pattern, { name, title }) => pattern.test(name) || pattern.test(title || "");
