/* How a value is written: in a cell of the table, in the panel, in a sentence. */
import { make, unseen } from "./dom.js";

const DATA_LANGUAGE = "fr";
const LONGEST = 160; // characters of a cell; the panel has the whole text
const NUMBERS = ["integer", "number"];
const CODE =
  /(^|[\W_])(id|code|co|cod|no|num|numero|numéro|an|annee|année|year|fid|objectid|millesime|matricule)([\W_]|$)|id$|^(code|annee|année)/i;

/**
 * Return whether a column holds quantities: numbers that aren't codes, years or civic numbers.
 *
 * @param {{name: string, kind: string, minimum: number, maximum: number}} column
 */
export const isQuantity = (column) =>
  NUMBERS.includes(column.kind) && !(isWhole(column) && CODE.test(column.name));

/** Whole numbers are often kept with decimals that say nothing: « 4139.00000 ». */
const isWhole = ({ kind, minimum, maximum }) =>
  kind === "integer" || (Number.isInteger(minimum) && Number.isInteger(maximum));

/**
 * Return a value as text.
 *
 * @param {function} t words
 * @param {unknown} value
 * @param {{name: string, kind: string}} [column]
 * @returns {string}
 */
export function written(t, value, column) {
  if (value === null || value === undefined) return "";
  if (column?.kind === "boolean")
    return t([1, "1", true, "true"].includes(value) ? "cell.true" : "cell.false");
  if (typeof value === "number")
    return Number.isInteger(value) && column && !isQuantity(column)
      ? String(value)
      : t.number(value);
  return column?.kind === "datetime"
    ? String(value)
        .replace("T", " ")
        .replace(/(\.0+)?Z$/, "")
    : String(value);
}

/**
 * Return what a cell shows: words for what is missing, a link for an address, text for the rest.
 *
 * @param {function} t words
 * @param {unknown} value
 * @param {{name: string, kind: string}} column
 * @returns {Array<Node|string>}
 */
export function cellOf(t, value, column) {
  if (value === null || value === undefined || value === "") {
    return [make("span", { "aria-hidden": "true" }, "—"), unseen(t("cell.none"))];
  }
  if (typeof value === "string" && /^https?:\/\/[^\s…]+$/i.test(value)) {
    return [make("a", { href: value, rel: "noopener nofollow external" }, value)];
  }
  const text = written(t, value, column);
  return [t.lang === DATA_LANGUAGE || column.kind !== "text" ? text : spoken(text)];
}

/**
 * Return what a cell of the table shows: no more than a few lines.
 *
 * @param {function} t words
 * @param {unknown} value
 * @param {{name: string, kind: string}} column
 */
export function shortCellOf(t, value, column) {
  const long = typeof value === "string" && value.length > LONGEST;
  return cellOf(t, long ? `${value.slice(0, LONGEST).trimEnd()}…` : value, column);
}

/** Say that a text is in the language of the data, for whoever reads the page in another. */
const spoken = (text) => make("span", { lang: DATA_LANGUAGE }, text);
