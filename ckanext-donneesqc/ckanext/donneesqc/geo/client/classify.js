/* Which class a value is in, for the legend, the table, the panel and the map alike. */

export const MISSING = "missing";
export const ABSENT = "absent";
export const OTHERS = "others";

/**
 * Return the class of a value: its position from 0, « others » or « missing ». A class holds its
 * upper bound, the first one its lower bound too (mapclassify's rule).
 *
 * @param {object} classes what the classes address answered
 * @param {unknown} value
 * @returns {number|"others"|"missing"}
 */
export function classOf(classes, value) {
  if (value === null || value === undefined || value === "") return MISSING;
  if (classes.kind === "categories") {
    const position = classes.values.indexOf(text(value, classes.values));
    return position < 0 ? OTHERS : position;
  }
  const number = Number(value);
  if (Number.isNaN(number) || !classes.colours.length) return MISSING;
  const upper = classes.breaks.slice(1, -1).findIndex((bound) => number <= bound);
  return upper < 0 ? classes.colours.length - 1 : upper;
}

// A kept file says true as 1.
function text(value, values) {
  const said = String(value);
  if (values.includes(said)) return said;
  return { 1: "true", 0: "false" }[said] ?? said;
}

/** Say whether the classes are of rates, by feature, not of a column's values. */
export const ofFeatures = (classes) => Boolean(classes.codes);

/**
 * Return what is coloured of a feature: its rate, else its value in the column.
 *
 * @param {object} classes
 * @param {number} id
 * @param {unknown} value
 */
export const measured = (classes, id, value) =>
  ofFeatures(classes) ? (classes.values[id] ?? null) : value;

/**
 * Return the label, the count and the colour of every class, « others » and « missing » last.
 *
 * @param {object} classes
 * @param {function(string): string} t words
 * @returns {Array<{key: number|string, number: string, label: string, count: number, colour: string}>}
 */
export function entries(classes, t) {
  const labels =
    classes.kind === "categories" ? classes.values.map((value) => t.value(value)) : classes.labels;
  const found = labels.map((label, key) => ({
    key,
    number: String(key + 1),
    label,
    count: classes.counts[key],
    colour: classes.colours[key],
  }));
  if (classes.others)
    found.push({ key: OTHERS, number: "", ...classes.others, label: t("class.others") });
  if (classes.missing?.count)
    found.push({ key: MISSING, number: "", ...classes.missing, label: t("class.missing") });
  return found;
}

/**
 * Return the class of a value as words: « Classe 2 : de 1 à 5 », or « 2 : de 1 à 5 » in a column of classes.
 *
 * @param {object} classes
 * @param {unknown} value
 * @param {function(string, object=): string} t
 * @param {"class.named"|"class.short"} [way]
 * @returns {{text: string, colour: string, key: number|string}}
 */
export function inWords(classes, value, t, way = "class.named") {
  const key = classOf(classes, value);
  if (key === MISSING) return { key, text: t("class.missing"), colour: classes.missing.colour };
  const entry = entries(classes, t).find((item) => item.key === key);
  if (!entry) return { key: OTHERS, text: t("class.out"), colour: classes.missing.colour };
  return { key, text: entry.number ? t(way, entry) : entry.label, colour: entry.colour };
}

/**
 * Return the class of a territory as words; none has a class whose rows are all left out.
 *
 * @param {object} classes which has the `values` of territories
 * @param {string} code
 * @param {function(string, object=): string} t
 * @param {boolean} filtered
 * @returns {{text: string, colour: string, key: number|string}}
 */
export function territoryInWords(classes, code, t, filtered) {
  if (code in (classes.values ?? {})) return inWords(classes, classes.values[code], t);
  return { key: ABSENT, text: t(filtered ? "class.filtered" : "class.absent"), colour: "" };
}

/**
 * Return a MapLibre expression that gives one of `outputs` by class.
 *
 * @param {object} classes
 * @param {string} column
 * @param {Array<unknown>} outputs one for each class
 * @param {unknown} others
 * @param {unknown} missing
 * @returns {Array<unknown>|unknown}
 */
export function byClass(classes, column, outputs, others, missing) {
  if (!classes.colours.length) return missing;
  if (ofFeatures(classes)) return byFeature(classes, outputs, missing);
  const value = ["get", column];
  const inClass =
    classes.kind === "categories"
      ? byValue(classes, value, outputs, others)
      : byNumber(classes, value, outputs);
  return ["case", isMissing(classes, column), missing, inClass];
}

/**
 * Return an expression that is true where a feature has no rate, or no value in a column.
 *
 * @param {object} classes
 * @param {string} column
 */
export const isMissing = (classes, column) =>
  ofFeatures(classes)
    ? ["!", ["in", ["id"], ["literal", rated(classes)]]]
    : ["==", ["to-string", ["get", column]], ""];

const rated = ({ values }) =>
  Object.keys(values)
    .filter((id) => values[id] !== null)
    .map(Number);

function byFeature(classes, outputs, missing) {
  const pairs = rated(classes).flatMap((id) => [id, outputs[classOf(classes, classes.values[id])]]);
  return pairs.length ? ["match", ["id"], ...pairs, missing] : missing;
}

/**
 * Return an expression that gives one of `outputs` for each territory's code.
 *
 * @param {object} classes which has the `values` of territories
 * @param {Array<unknown>} outputs
 * @param {unknown} missing
 */
export function byCode(classes, outputs, missing) {
  const pairs = Object.entries(classes.values ?? {}).flatMap(([code, value]) => {
    const key = classOf(classes, value);
    return typeof key === "number" ? [code, outputs[key]] : [];
  });
  return pairs.length ? ["match", ["get", "code"], ...pairs, missing] : missing;
}

function byValue(classes, value, outputs, others) {
  const pairs = classes.values.flatMap((item, key) => [item, outputs[key]]);
  return ["match", ["to-string", value], ...pairs, others];
}

// Tiles may hold large whole numbers as text.
function byNumber(classes, value, outputs) {
  const bounds = classes.breaks.slice(1, -1);
  if (!bounds.length) return outputs[0];
  const number = ["to-number", value];
  return [
    "case",
    ...bounds.flatMap((bound, key) => [["<=", number, bound], outputs[key]]),
    outputs.at(-1),
  ];
}
