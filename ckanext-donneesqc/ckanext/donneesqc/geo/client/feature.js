/* What is known of the chosen feature: its attributes, beside the map. */
import { Refused, asking, getJson } from "./api.js";
import { cellOf } from "./cells.js";
import { ABSENT, inWords, measured, territoryInWords } from "./classify.js";
import { classSwatch, make } from "./dom.js";
import { nameOf } from "./naming.js";
import { makePanel, pair } from "./panel.js";
import { levelAsked, levelOf } from "./state.js";

/**
 * Make the panel of the chosen feature.
 *
 * @param {object} context
 * @param {object} classes
 * @returns {{element: HTMLElement, choose: function(object, object=): Promise<void>, close: function(): void, onChosen: function(function(object|null): void): void}}
 */
export function makeFeature(context, classes) {
  const { t, store, id } = context;
  const listeners = new Set();
  const panel = makePanel(context, { id: `${id}-feature`, label: t("feature.body"), leave });
  const { heading, content, element } = panel;
  let back = null;
  let shown = null;

  /** Close the panel, and give the focus back to where it came from. */
  function leave() {
    const from = back;
    store.set({ chosen: null });
    if (from?.row !== undefined && context.table.focusRow(from.row)) return;
    if (from?.element?.isConnected) from.element.focus();
  }

  async function choose(
    chosen,
    { row = null, from = null, here = [], fromTable = false, scroll = fromTable, focus = true } = {},
  ) {
    if (focus) back = fromTable ? { row: row.id } : { element: from };
    if (chosen.layer !== store.get().active)
      store.set({ active: chosen.layer, page: 0 }, "replace");
    store.set({ chosen }, focus ? "push" : "restored");
    await show(chosen, { row, here, fromTable, scroll, focus });
  }

  async function show(
    chosen,
    { row = null, here = [], fromTable = false, scroll = false, focus = false } = {},
  ) {
    const layer = context.layerOf(chosen.layer);
    try {
      const known = isCode(layer, chosen)
        ? territory(chosen)
        : (row ?? (await bring(layer, chosen)));
      if (store.get().chosen !== chosen) return;
      if (!known) throw new Refused(t("feature.absent"), 404);
      shown = { ...known, layer: layer.name, id: chosen.id, here };
    } catch (reason) {
      store.set({ chosen: null }, "replace");
      context.fail(reason);
      return;
    }
    draw();
    element.hidden = false;
    listeners.forEach((listener) => listener(shown, fromTable));
    if (!fromTable && !isCode(layer, chosen)) context.table.showRow(chosen.id);
    if (focus) panel.focus({ scroll });
  }

  async function bring(layer, chosen) {
    const answer = await getJson(asking(layer.rows, {
        entite: chosen.id,
        nombre: 1,
        niveau: levelAsked(layer, store.get().layers[layer.name]),
      }));
    return answer.rows.find((item) => item.id === chosen.id);
  }

  const isCode = (layer, chosen) =>
    layer.drawing.kind === "territory" && typeof chosen.id === "string";

  /** A polygon of the background, with the value that colours it. */
  function territory(chosen) {
    return { territory: chosen.id, values: null, bounds: null };
  }

  function territoryName(layer, code) {
    const found = context.territories
      .get(levelOf(layer, store.get().layers[layer.name]))
      ?.features.find((item) => item.properties.code === code);
    return found?.properties.nom ?? code;
  }

  function draw() {
    const layer = context.layerOf(shown.layer);
    heading.textContent = shown.values
      ? titleOf(context, layer, shown)
      : territoryName(layer, shown.territory);
    const pairs = shown.values
      ? layer.columns.map((column, index) =>
          pair(column.title || column.name, cellOf(t, shown.values[index], column)),
        )
      : [];
    const nowhere = shown.values && !shown.bounds && layer.drawing.kind !== "territory";
    content.replaceChildren(
      ...classLine(layer),
      ...(nowhere ? [make("p", { class: "dq-note" }, t("feature.nowhere"))] : []),
      ...(pairs.length ? [make("dl", { class: "dq-map__pairs" }, ...pairs)] : []),
      ...others(),
    );
  }

  function classLine(layer) {
    const { colour, filters } = store.get().layers[layer.name];
    const known = colour && classes.of(layer.name);
    if (!known) return [];
    const ofTerritory = layer.drawing.kind === "territory";
    const value = ofTerritory
      ? known.values?.[shown.territory]
      : measured(
          known,
          shown.id,
          shown.values[layer.columns.findIndex((column) => column.name === colour.column)],
        );
    const words = ofTerritory
      ? territoryInWords(known, shown.territory, t, Boolean(filters.length))
      : inWords(known, value, t);
    const column = layer.columns.find((item) => item.name === colour.column);
    const said =
      known.names && typeof value === "number"
        ? [make("strong", {}, t.measure(value)), known.unit && ` ${known.unit}`, make("br")]
        : [];
    return [
      make(
        "p",
        { class: "dq-map__in-class" },
        words.key !== ABSENT && classSwatch(words, layer.geometry),
        make(
          "span",
          {},
          make(
            "span",
            { class: "dq-note" },
            [
              column.title || column.name,
              ofTerritory && shown.values && territoryName(layer, shown.territory),
            ]
              .filter(Boolean)
              .join(", "),
          ),
          make("br"),
          ...said,
          words.text,
        ),
      ),
    ];
  }

  function others() {
    const rest = shown.here.filter((other) => other !== shown.id);
    if (!rest.length) return [];
    return [
      make(
        "div",
        { class: "dq-map__here" },
        make("p", { class: "dq-note" }, t("feature.here", { count: rest.length })),
        make(
          "ul",
          { class: "dq-plain" },
          ...rest.slice(0, 20).map((other) =>
            make(
              "li",
              {},
              make(
                "button",
                {
                  type: "button",
                  class: "btn btn-secondary btn-sm",
                  on: {
                    click: () =>
                      choose(
                        { layer: shown.layer, id: other },
                        { from: back?.element, here: shown.here },
                      ),
                  },
                },
                t("feature.named", { id: other }),
              ),
            ),
          ),
        ),
      ),
    ];
  }

  store.subscribe((state, previous, how) => {
    if (state.chosen === previous.chosen) return;
    if (!state.chosen) {
      element.hidden = true;
      shown = null;
      listeners.forEach((listener) => listener(null));
    } else if (
      how === "restored" &&
      (shown?.id !== state.chosen.id || shown.layer !== state.chosen.layer)
    ) {
      show(state.chosen);
    }
  });
  classes.subscribe((name) => shown?.layer === name && draw());
  context.drawn.then(() => shown && draw()); // a territory's name comes with its polygon

  return { element, choose, show, onChosen: (listener) => listeners.add(listener) };
}

const titleOf = ({ t }, layer, { values, id }) =>
  nameOf(layer, values) || t("feature.named", { id });
