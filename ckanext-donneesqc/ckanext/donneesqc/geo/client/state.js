/* What a reader has chosen: one store, which says when it changes. */
import { isQuantity } from "./cells.js";

/**
 * @typedef {{column: string, is: "equal"|"contains"|"between"|"empty", value?: unknown, low?: unknown, high?: unknown}} Filter
 * @typedef {{column: string, method: string, count: number, palette: string, per: string, operation: string, level: string}} Colour
 * @typedef {{shown: boolean, filters: Filter[], colour: Colour|null, sort: string, descending: boolean}} LayerState
 * @typedef {{view: {zoom: number, lat: number, lng: number}|null, active: string,
 *   layers: Object<string, LayerState>, chosen: {layer: string, id: number|string}|null,
 *   page: number, inView: boolean, numbers: boolean, detailed: boolean}} State
 */

export const METHODS = ["quantiles", "naturelles", "egales"];
export const PALETTES = ["sequentielle", "divergente"];
const OPERATIONS = ["somme", "moyenne", "nombre"];
const RATES = ["", "population", "superficie"];
const ITSELF = { population: /popul|habitant/i, superficie: /superf|(^|[^a-z])(aire|area)/i };
const LEVELS = ["municipalities", "mrc", "regions"]; // smallest first

/**
 * Return the state that a map opens with: every layer is shown unless it says otherwise, a table of
 * territories is coloured.
 *
 * @param {Array<object>} layers as etat.json gives them
 * @returns {State}
 */
export function opening(layers) {
  const states = layers.map((layer) => [
    layer.name,
    {
      shown: layer.shown ?? true,
      filters: [],
      sort: "",
      descending: false,
      colour: layer.drawing.kind === "territory" ? firstColour(layer) : null,
    },
  ]);
  return {
    view: null,
    active: layers[0].name,
    layers: Object.fromEntries(states),
    chosen: null,
    page: 0,
    inView: false,
    numbers: false,
    detailed: true,
  };
}

/**
 * Return how a column is coloured when nothing more is said.
 *
 * @param {object} layer
 * @param {string} column
 * @returns {Colour}
 */
export function plainColour(layer, column) {
  const found = layer.columns.find((item) => item.name === column);
  const counted = layer.drawing.kind === "territory" && !(found && isQuantity(found));
  return {
    column,
    method: "quantiles",
    count: 5,
    palette: "sequentielle",
    per: "",
    operation: counted ? "nombre" : "somme",
    level: layer.drawing.level ?? "",
  };
}

/**
 * Return what may be made of a column's cells: codes are only counted.
 *
 * @param {object} column
 * @returns {string[]}
 */
export const operationsOf = (column) => (isQuantity(column) ? OPERATIONS : ["nombre"]);

/**
 * Return to what a column's figures may be brought back: those of territories, by rows or by
 * polygons. A mean isn't brought back to anything, nor a population to itself.
 *
 * @param {object} layer
 * @param {object} column
 * @param {string} operation
 * @returns {string[]}
 */
export function ratesOf({ drawing, level }, column, operation) {
  const rows = drawing.kind === "territory";
  if (operation === "moyenne" || !(rows || (level && isQuantity(column)))) return [""];
  const { name, title } = column;
  const itself = operation === "somme" ? ITSELF : {};
  return RATES.filter((rate) => !itself[rate]?.test(`${name} ${title ?? ""}`));
}

/**
 * Return by which territories a table may be drawn: its own, then larger ones.
 *
 * @param {object} layer
 * @returns {string[]}
 */
export const levelsOf = ({ drawing }) =>
  drawing.kind === "territory" ? LEVELS.slice(LEVELS.indexOf(drawing.level)) : [];

/**
 * Return by which territories a table is drawn; undefined of other layers.
 *
 * @param {object} layer
 * @param {LayerState} own
 */
export const levelOf = (layer, own) => own?.colour?.level || layer.drawing.level;

/**
 * Return what the portal is asked for: territories other than the table's own.
 *
 * @param {object} layer
 * @param {LayerState} own
 */
export const levelAsked = (layer, own) => {
  const level = levelOf(layer, own);
  return level === layer.drawing.level ? "" : level;
};

function firstColour(layer) {
  const able = layer.columns.filter((column) => column.colourable);
  const column = able.find((item) => isQuantity(item) && item.distinct > 5) ?? able[0];
  return column ? plainColour(layer, column.name) : null;
}

/**
 * Make the store.
 *
 * @param {State} initial
 */
export function createStore(initial) {
  let state = initial;
  const listeners = new Set();
  return {
    /** @returns {State} */
    get: () => state,

    /**
     * Change some of the state. `how`: « push » makes a step that the Back button undoes,
     * « replace » doesn't, « restored » comes from the address.
     *
     * @param {Partial<State>} patch
     * @param {"push"|"replace"|"restored"} how
     */
    set(patch, how = "push") {
      const previous = state;
      state = { ...state, ...patch };
      for (const listener of listeners) listener(state, previous, how);
    },

    /**
     * Change what is chosen for one layer.
     *
     * @param {string} name
     * @param {Partial<LayerState>} patch
     * @param {Partial<State>} [more]
     */
    setLayer(name, patch, more = {}) {
      const layers = { ...state.layers, [name]: { ...state.layers[name], ...patch } };
      this.set({ ...more, layers });
    },

    /** @param {function(State, State, string): void} listener */
    subscribe(listener) {
      listeners.add(listener);
    },
  };
}
