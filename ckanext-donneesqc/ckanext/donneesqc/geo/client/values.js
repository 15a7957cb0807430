/* What a map of territories shows, in a table: each of them, its value and its class. */
import { inWords } from "./classify.js";
import { classSwatch, icon, make } from "./dom.js";
import { titleOf } from "./legend.js";
import { levelOf } from "./state.js";

const ORDERS = { name: 1, value: -1, rows: -1 }; // which way a column is sorted first

/**
 * Make the table of the active layer's territories, hidden for other layers.
 *
 * @param {object} context
 * @param {object} classes
 * @returns {HTMLElement}
 */
export function makeValues(context, classes) {
  const { t, store, id } = context;
  let order = { by: "value", way: ORDERS.value };
  const title = make("h3", { id: `${id}-values` }, t("values.title"));
  const told = make("p", { class: "dq-note" });
  const head = make("thead");
  const body = make("tbody");
  const table = make(
    "table",
    { class: "table dq-map__table", "aria-labelledby": title.id },
    head,
    body,
  );
  const scroller = make(
    "div",
    {
      class: "dq-scroll dq-map__scroll dq-map__values-scroll",
      tabindex: "0",
      role: "region",
      "aria-labelledby": title.id,
    },
    table,
  );
  const element = make(
    "section",
    { class: "dq-map__data", hidden: true },
    title,
    told,
    scroller,
  );

  function draw() {
    const layer = context.active();
    const { colour } = store.get().layers[layer.name];
    const known = colour && classes.of(layer.name);
    element.hidden = !known?.names; // of territories
    if (element.hidden) return;
    const held = scroller.contains(document.activeElement) && document.activeElement.dataset.key;
    const rows = sorted(known);
    told.textContent = extremes(known, titleOf(context, layer, colour, known));
    head.replaceChildren(headOf(known));
    body.replaceChildren(...rows.map((row) => rowOf(row, known, layer)));
    mark();
    if (held) scroller.querySelector(`[data-key="${CSS.escape(held)}"]`)?.focus();
  }

  /** One row for each territory, of several polygons the first; none for what is no territory. */
  function rowsOf({ values, names, rows, codes }) {
    const found = new Map();
    for (const [id, value] of Object.entries(values)) {
      const code = codes ? codes[id] : id;
      if (code && !found.has(code))
        found.set(code, { code, id: codes ? Number(id) : id, value, name: names[code], rows: rows?.[code] });
    }
    return [...found.values()];
  }

  function sorted(known) {
    const { by, way } = order;
    const compare = (one, other) =>
      by === "name" ? one.localeCompare(other, t.lang) : one - other;
    return rowsOf(known).sort(
      (one, other) =>
        (one[by] === null) - (other[by] === null) || // those without a value come last
        way * compare(one[by], other[by]) ||
        one.name.localeCompare(other.name, t.lang),
    );
  }

  /** « Population, somme par MRC. Valeur la plus élevée : Montréal, 2 170 228; la moins élevée… » */
  function extremes(known, what) {
    const rows = rowsOf(known).filter(({ value }) => value !== null);
    if (rows.length < 2) return `${what}.`;
    const [least, most] = [Math.min, Math.max].map((pick) => {
      const value = pick(...rows.map((row) => row.value));
      return { name: rows.find((row) => row.value === value).name, value: t.measure(value) };
    });
    return t("values.extremes", { what, least, most });
  }

  function headOf(known) {
    const layer = context.active();
    const unit = known.unit ? ` (${known.unit})` : "";
    const level = layer.level || levelOf(layer, store.get().layers[layer.name]);
    return make(
      "tr",
      {},
      headerOf("name", t(`values.${level}`)),
      headerOf("value", t("values.value") + unit, "dq-number"),
      make("th", { scope: "col" }, t("table.class")),
      known.rows && headerOf("rows", t("values.rows"), "dq-number"),
    );
  }

  function headerOf(by, words, kind = false) {
    const way = { 1: "ascending", [-1]: "descending" }[order.by === by ? order.way : 0] ?? "none";
    const button = make(
      "button",
      {
        type: "button",
        class: "dq-map__sort",
        "data-key": `sort-${by}`,
        on: { click: () => sortBy(by, words) },
      },
      words,
      icon("sorted"),
    );
    return make("th", { scope: "col", "aria-sort": way, class: kind }, button);
  }

  function sortBy(by, column) {
    order = { by, way: order.by === by ? -order.way : ORDERS[by] };
    draw();
    context.announce(t(order.way < 0 ? "table.sorted.down" : "table.sorted.up", { column }));
  }

  function rowOf({ code, id, name, value, rows }, known, layer) {
    const found = inWords(known, value, t, "class.short");
    const button = make(
      "button",
      {
        type: "button",
        class: "dq-map__pick",
        "data-key": `territory-${code}`,
        "aria-label": t("table.pick", { id: "", name }),
        on: { click: ({ currentTarget }) => choose(layer, id, currentTarget) },
      },
      name,
    );
    return make(
      "tr",
      { "data-id": id },
      make("th", { scope: "row" }, button),
      make("td", { class: "dq-number" }, value === null ? t("class.missing") : t.measure(value)),
      make("td", { class: "dq-map__classed" }, classSwatch(found, "polygon"), found.text),
      known.rows && make("td", { class: "dq-number" }, t.number(rows)),
    );
  }

  const choose = (layer, id, from) =>
    context.choose({ layer: layer.name, id }, { from, scroll: true });

  function mark() {
    const { chosen, active } = store.get();
    for (const row of body.rows) {
      if (chosen?.layer === active && String(chosen.id) === row.dataset.id)
        row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
    }
  }

  store.subscribe((state, previous) => {
    if (state.active !== previous.active || state.layers !== previous.layers) draw();
    else if (state.chosen !== previous.chosen) mark();
  });
  classes.subscribe((name) => name === store.get().active && draw());
  draw();
  return element;
}
