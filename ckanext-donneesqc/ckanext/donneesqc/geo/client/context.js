/* What every part of one map shares. */
import { Refused } from "./api.js";
import { written } from "./cells.js";
import { ofFeatures, territoryInWords } from "./classify.js";
import { make } from "./dom.js";

let maps = 0;

/**
 * Make what the parts share.
 *
 * @param {{section: HTMLElement, data: object, t: function, store: object, start: object}} given
 */
export function createContext({ section, data, t, store, start }) {
  maps += 1;
  const status = make("p", { class: "dq-map__unseen", role: "status", "aria-live": "polite" });
  const trouble = make("div", {
    class: "dq-alert dq-alert--warning dq-map__trouble",
    role: "alert",
    hidden: true,
  });
  let parts = null;
  let sayDrawn = null;
  const counting = new Set();

  function showTip(words, point) {
    const { tip } = parts.frame;
    tip.hidden = !words;
    if (!words) return;
    tip.textContent = words;
    tip.style.transform = `translate(${Math.round(point.x + 12)}px, ${Math.round(point.y + 12)}px)`;
  }

  const context = {
    section,
    data,
    t,
    store,
    start,
    status,
    trouble,
    id: `dq-map-${maps}`,
    lang: t.lang,
    layers: data.layers,
    /** The address of the map's own page. */
    base: section.dataset.dqMap.replace(/\/etat\.json(\?.*)?$/, ""),
    /** GeoJSON of the background's polygons, by level, once they are here. */
    territories: new Map(),
    /** Fulfilled when the data are on the map for the first time. */
    drawn: new Promise((resolve) => {
      sayDrawn = resolve;
    }),
    sayDrawn: () => sayDrawn(),
    layerOf: (name) => data.layers.find((layer) => layer.name === name),
    active: () => context.layerOf(store.get().active),

    /** Say something to those who listen to the page. */
    announce(sentence) {
      status.textContent = sentence;
    },

    /** Say what went wrong, and what to do. */
    fail(reason) {
      const stale = reason.status === 410;
      const sentence =
        reason instanceof Refused ? reason.message || t("error.network") : t("error.drawing");
      if (!(reason instanceof Refused)) console.error(reason);
      trouble.replaceChildren(
        make("p", {}, stale ? t("error.stale") : sentence),
        ...(stale
          ? [
              make(
                "button",
                {
                  type: "button",
                  class: "btn btn-secondary",
                  on: { click: () => location.reload() },
                },
                t("error.again"),
              ),
            ]
          : []),
      );
      trouble.hidden = false;
    },

    /** Keep only what these filters keep, from the first page on. */
    setFilters(filters) {
      store.setLayer(store.get().active, { filters }, { page: 0 });
    },

    /** Tell how many features of the active layer its filters keep; null while nobody knows. */
    sayCounted: (count) => counting.forEach((listener) => listener(count)),
    onCounted: (listener) => counting.add(listener),

    focusFilters: () => parts?.frame.tabs.show("filter"),
    choose: (chosen, how) => parts.feature.choose(chosen, how),
    get table() {
      return parts.table;
    },

    /** Say under the map what it doesn't draw; "" when it draws everything. */
    drawnPart(sentence) {
      parts.frame.drawn.textContent = sentence;
      parts.frame.drawn.hidden = !sentence;
    },

    /** Name what is under the mouse. */
    hover(found, point) {
      showTip(found ? nameOf(context, found, parts.classes.of(found.layer.name)) : "", point);
    },

    /** Say that there is nothing at a point of the map, aloud and there. */
    sayNothing(point) {
      context.announce(t("map.nothing"));
      showTip(t("map.nothing"), point);
    },

    /** Take the parts once they are all made. */
    connect(made) {
      parts = made;
      store.subscribe((state, previous, how) => {
        if (how === "push") trouble.hidden = true;
      });
      if (!made.table) return;
      const count = () => {
        const { filters } = store.get().layers[store.get().active];
        made.frame.tabs.badge("filter", filters.length ? t.number(filters.length) : "");
      };
      store.subscribe(count);
      count();
    },
  };
  return context;
}

/** What is under the mouse, as far as the drawing says: a territory, a group, a class. */
function nameOf({ t, store }, { feature, layer }, classes) {
  const { properties } = feature;
  if (layer.drawing.kind === "territory") {
    const value = classes?.values?.[properties.code];
    const { filters } = store.get().layers[layer.name];
    const said =
      typeof value === "number"
        ? [t.measure(value), classes.unit].filter(Boolean).join(" ")
        : classes && territoryInWords(classes, properties.code, t, Boolean(filters.length)).text;
    return [properties.nom, said].filter(Boolean).join(t("colon"));
  }
  if (feature.layer.id.endsWith(":cluster"))
    return t("map.cluster", { count: Number(properties.point_count) });
  const { colour } = store.get().layers[layer.name];
  const column = colour && layer.columns.find((item) => item.name === colour.column);
  if (column && classes && ofFeatures(classes)) return rateOf(t, classes, feature.id);
  return column
    ? (column.title || column.name) +
        t("colon") +
        (written(t, properties[column.name], column) || t("class.missing"))
    : "";
}

function rateOf(t, { values, codes, names, unit }, id) {
  const rate = values[id] ?? null;
  const said = rate === null ? t("class.missing") : `${t.measure(rate)} ${unit}`;
  return [names[codes[id]], said].filter(Boolean).join(t("colon"));
}
