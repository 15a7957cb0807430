/* Say things in the language of the page, and write its numbers. */
import { en } from "./words_en.js";
import { fr } from "./words_fr.js";

const LANGUAGES = { fr: { words: fr, locale: "fr-CA" }, en: { words: en, locale: "en-CA" } };
const [FINE, ROUGH, LARGE] = [6, 2, 1000]; // decimals of numbers below and above « large »

/**
 * Return the function that says a sentence in the page's language; it also writes numbers and
 * lists.
 *
 * @param {string} wanted « fr », « fr-CA », « en »…
 * @returns {function(string, object=): string}
 */
export function speak(wanted) {
  const lang = wanted?.startsWith("en") ? "en" : "fr";
  const { words, locale } = LANGUAGES[lang];
  const formats = new Map();

  // A format takes a while to make: only those that are used are made.
  function format(kind, digits, value) {
    const name = kind + digits;
    if (!formats.has(name))
      formats.set(name, new Intl.NumberFormat(locale, { [kind]: digits, useGrouping: "always" }));
    return formats.get(name).format(value);
  }

  const n = (value) =>
    format("maximumFractionDigits", Math.abs(value) < LARGE ? FINE : ROUGH, value);
  const t = (key, values) =>
    typeof words[key] === "function" ? words[key](values ?? {}, n) : words[key];
  t.lang = lang;
  t.number = n;
  /** A number that was computed: no more digits than it is worth reading. */
  t.measure = (value) =>
    Math.abs(value) < 1
      ? format("maximumSignificantDigits", 3, value)
      : format("maximumFractionDigits", Math.abs(value) < LARGE ? 2 : 0, value);
  t.list = (items) => new Intl.ListFormat(locale, { type: "conjunction" }).format(items);
  /** A value of a list of choices, which a file may hold as true or false. */
  t.value = (value) => ({ true: words["cell.true"], false: words["cell.false"] })[value] ?? value;
  return t;
}
