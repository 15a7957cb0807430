/*
 * The state as an address says it. What is as it was at the opening isn't said. The second layer's
 * parameters end in 2, and so on: « filtres », « filtres2 ».
 */
import { METHODS, PALETTES, levelsOf, operationsOf, plainColour, ratesOf } from "./state.js";

const TESTS = {
  equal: ({ value }) =>
    Array.isArray(value) ? value.length > 0 && value.every(isPlain) : isPlain(value),
  contains: ({ value }) => typeof value === "string" && value !== "",
  between: ({ low, high }) =>
    (isPlain(low) || isPlain(high)) &&
    [low, high].every((bound) => (bound ?? null) === null || isPlain(bound)),
  empty: () => true,
};
const NONE = "-";
const CODE = "code"; // begins that of a territory: its digits aren't a feature's number

/**
 * Return the parameters that say a state.
 *
 * @param {import("./state.js").State} state
 * @param {import("./state.js").State} start
 * @param {Array<object>} layers
 * @returns {URLSearchParams}
 */
export function toParameters(state, start, layers) {
  const said = new URLSearchParams();
  if (state.view) {
    const { zoom, lat, lng } = state.view;
    said.set("carte", `${zoom.toFixed(2)}/${lat.toFixed(5)}/${lng.toFixed(5)}`);
  }
  if (state.active !== start.active) said.set("active", state.active);
  layers.forEach((layer, index) =>
    sayLayer(said, state.layers[layer.name], start.layers[layer.name], suffix(index)),
  );
  if (state.chosen) said.set("entite", sayChosen(state.chosen));
  if (state.numbers) said.set("numeros", "oui");
  if (!state.detailed) said.set("fond", "simple");
  return said;
}

/**
 * Return the state that parameters say; what isn't understood is as at the opening.
 *
 * @param {URLSearchParams} said
 * @param {import("./state.js").State} start
 * @param {Array<object>} layers
 * @returns {import("./state.js").State}
 */
export function fromParameters(said, start, layers) {
  const names = layers.map((layer) => layer.name);
  const active = said.get("active");
  const states = layers.map((layer, index) => [
    layer.name,
    readLayer(said, layer, start.layers[layer.name], suffix(index)),
  ]);
  return {
    ...start,
    view: readView(said.get("carte")),
    active: names.includes(active) ? active : start.active,
    layers: Object.fromEntries(states),
    chosen: readChosen(said.get("entite"), names),
    numbers: said.get("numeros") === "oui",
    detailed: said.get("fond") !== "simple",
  };
}

/**
 * Return the parameters of the page's address: after « # », else after « ? ».
 *
 * @returns {URLSearchParams}
 */
export function parametersHere() {
  const after = new URLSearchParams(location.hash.slice(1));
  return [...after.values()].some(Boolean) ? after : new URLSearchParams(location.search);
}

const suffix = (index) => (index ? String(index + 1) : "");

function sayLayer(said, state, start, end) {
  if (state.shown !== start.shown) said.set(`couche${end}`, state.shown ? "oui" : "non");
  if (state.filters.length) said.set(`filtres${end}`, JSON.stringify(state.filters));
  if (state.sort) said.set(`tri${end}`, (state.descending ? "-" : "") + state.sort);
  const colour = state.colour;
  if (JSON.stringify(colour) === JSON.stringify(start.colour)) return;
  said.set(`couleur${end}`, colour ? colour.column : NONE);
  if (colour)
    said.set(
      `classes${end}`,
      [
        colour.method,
        colour.count,
        colour.palette,
        colour.operation,
        colour.per,
        colour.level,
      ].join(","),
    );
}

function readLayer(said, layer, start, end) {
  const columns = layer.columns.map((column) => column.name);
  const sort = said.get(`tri${end}`) ?? "";
  const name = columns.includes(sort) ? sort : sort.replace(/^-/, "");
  return {
    shown: { oui: true, non: false }[said.get(`couche${end}`)] ?? start.shown,
    filters: readFilters(said.get(`filtres${end}`), columns),
    sort: columns.includes(name) ? name : "",
    descending: name !== sort,
    colour: readColour(said.get(`couleur${end}`), said.get(`classes${end}`), layer, start.colour),
  };
}

function readView(text) {
  const [zoom, lat, lng] = (text ?? "").split("/").map(Number);
  const known =
    [zoom, lat, lng].every(Number.isFinite) && Math.abs(lat) <= 85 && Math.abs(lng) <= 180;
  return known && text ? { zoom: Math.min(Math.max(zoom, 0), 22), lat, lng } : null;
}

const sayChosen = ({ layer, id }) => `${layer}:${typeof id === "string" ? CODE : ""}${id}`;

function readChosen(text, names) {
  const [, layer, code, id] = /^(.+):(code)?(\d+)$/.exec(text ?? "") ?? [];
  return names.includes(layer) ? { layer, id: code ? id : Number(id) } : null;
}

function readFilters(text, columns) {
  let read;
  try {
    read = JSON.parse(text ?? "[]");
  } catch {
    return [];
  }
  if (!Array.isArray(read)) return [];
  return read
    .filter((item) => columns.includes(item?.column) && TESTS[item.is]?.(item))
    .slice(0, 20);
}

const isPlain = (value) => ["string", "number", "boolean"].includes(typeof value);

function readColour(column, classes, layer, start) {
  if (column === null) return start;
  const known = layer.columns.find((item) => item.name === column && item.colourable);
  if (!known) return null;
  const plain = plainColour(layer, column);
  const [method, count, palette, said, per, level] = (classes ?? "").split(",");
  const operation = operationsOf(known).includes(said) ? said : plain.operation;
  return {
    column,
    method: METHODS.includes(method) ? method : plain.method,
    count: Math.min(Math.max(Math.round(Number(count)) || plain.count, 3), 7),
    palette: PALETTES.includes(palette) ? palette : plain.palette,
    per: ratesOf(layer, known, operation).includes(per) ? per : plain.per,
    operation,
    level: levelsOf(layer).includes(level) ? level : plain.level,
  };
}
