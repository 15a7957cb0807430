/* The classes by which each layer is coloured, as the portal computes them. */
import { asking, lastOnly } from "./api.js";
import { levelAsked } from "./state.js";

/**
 * Keep the classes of every coloured layer, asked anew when the colouring or the filters change.
 *
 * @param {object} context
 * @returns {{of: function(string): object|null, pending: function(string): boolean, subscribe: function(function(string): void): void}}
 */
export function createClasses(context) {
  const known = new Map();
  const asked = new Map();
  const columns = new Map();
  const listeners = new Set();
  const askers = new Map(context.layers.map((layer) => [layer.name, lastOnly()]));

  const tell = (name) => listeners.forEach((listener) => listener(name));

  async function refresh(layer, state) {
    const address = addressOf(layer, state.layers[layer.name]);
    if (asked.get(layer.name) === address) return;
    asked.set(layer.name, address);
    const { colour } = state.layers[layer.name];
    const what = colour && `${colour.column} ${colour.level}`;
    if (what !== columns.get(layer.name)) known.delete(layer.name); // numbers aren't words
    columns.set(layer.name, what);
    if (!address) {
      known.delete(layer.name);
      tell(layer.name);
      return;
    }
    try {
      const answer = await askers.get(layer.name)(address);
      if (!answer || asked.get(layer.name) !== address) return;
      known.set(layer.name, answer);
    } catch (reason) {
      asked.delete(layer.name);
      known.delete(layer.name);
      context.fail(reason);
    }
    tell(layer.name);
  }

  const refreshAll = (state) => context.layers.forEach((layer) => refresh(layer, state));
  context.store.subscribe((state, previous) => {
    if (state.layers !== previous.layers) refreshAll(state);
  });
  refreshAll(context.store.get());

  return {
    of: (name) => known.get(name) ?? null,
    pending: (name) => Boolean(asked.get(name)) && !known.has(name),
    subscribe: (listener) => listeners.add(listener),
  };
}

function addressOf(layer, own) {
  const { shown, colour, filters } = own;
  if (!colour || !shown) return "";
  const ofTerritories = layer.drawing.kind === "territory";
  return asking(layer.classes, {
    colonne: colour.column,
    methode: colour.method,
    nombre: colour.count,
    palette: colour.palette,
    par: colour.per,
    operation: ofTerritories ? colour.operation : "",
    niveau: levelAsked(layer, own),
    filtres: filters,
  });
}
