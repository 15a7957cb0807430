/* Keep only the features that have certain values: the form, and the filters that hold. */
import { written } from "./cells.js";
import { choices, field, icon, make, tick } from "./dom.js";

const MOST = 20;
const INPUTS = { date: "date", datetime: "date", integer: "text", number: "text" };
const BOUNDED = Object.keys(INPUTS);

/**
 * Make the form with which a filter is added.
 *
 * @param {object} context
 * @returns {HTMLElement}
 */
export function makeFilterForm(context) {
  const { t, store, id } = context;
  const editor = make("div", { class: "dq-map__editor" });
  const problem = make("p", {
    class: "dq-map__problem",
    id: `${id}-filter-problem`,
    role: "alert",
  });
  const column = choices(
    { id: `${id}-filter-column`, name: "column", on: { change: () => edit() } },
    [],
    "",
  );
  const form = make(
    "form",
    { class: "dq-map__form", novalidate: true, on: { submit: add } },
    field(t("filters.column"), column),
    editor,
    problem,
    make("button", { type: "submit", class: "btn btn-secondary" }, t("filters.add")),
  );

  function draw() {
    const { columns } = context.active();
    column.replaceChildren(
      ...columns.map((item) => make("option", { value: item.name }, item.title || item.name)),
    );
    edit();
  }

  const chosen = () => context.active().columns.find((item) => item.name === column.value);

  function edit() {
    const item = chosen();
    const held = editor.contains(document.activeElement) && document.activeElement.id;
    problem.textContent = "";
    const holding = filtersHere().find((filter) => filter.column === item?.name);
    editor.replaceChildren(...(item ? editorOf(context, item, holding) : []));
    if (held) document.getElementById(held)?.focus();
  }

  const filtersHere = () => store.get().layers[store.get().active].filters;

  function add(event) {
    event.preventDefault();
    const item = chosen();
    const filter = item && readFilter(item, new FormData(form), context.lang);
    if (typeof filter !== "object") {
      problem.textContent = t(filter ?? "filters.nothing");
      editor.querySelector("input")?.focus();
      return;
    }
    const others = filtersHere().filter((other) => other.column !== item.name);
    if (others.length >= MOST) {
      problem.textContent = t("filters.most", { most: MOST });
      return;
    }
    context.setFilters([...others, filter]);
  }

  store.subscribe((state, previous) => {
    if (state.active !== previous.active) draw();
    else if (state.layers[state.active].filters !== previous.layers[state.active].filters) edit();
  });
  draw();
  return form;
}

function editorOf(context, item, holding) {
  const { t, id } = context;
  const empty =
    item.filled < context.active().features
      ? [
          tick(
            {
              type: "checkbox",
              id: `${id}-filter-empty`,
              name: "empty",
              checked: holding?.is === "empty",
            },
            t("filters.empty", { count: context.active().features - item.filled }),
          ),
        ]
      : [];
  if (item.values.length) return [valuesOf(context, item, holding), ...empty];
  if (BOUNDED.includes(item.kind)) return [boundsOf(context, item, holding), ...empty];
  const text = make("input", {
    type: "text",
    class: "form-control",
    id: `${id}-filter-text`,
    name: "text",
    value: holding?.is === "contains" ? String(holding.value) : "",
    autocomplete: "off",
  });
  return [field(t("filters.contains"), text, t("filters.contains.hint")), ...empty];
}

function valuesOf({ t, id }, item, holding) {
  const kept = holding?.is === "equal" ? [holding.value].flat().map(String) : [];
  return make(
    "fieldset",
    { class: "dq-map__values" },
    make("legend", {}, t("filters.values")),
    ...item.values.map(([value, count], index) =>
      tick(
        {
          type: "checkbox",
          name: "value",
          value,
          id: `${id}-value-${index}`,
          checked: kept.includes(value),
        },
        t.value(value),
        make("span", { class: "dq-map__count" }, ` (${t.number(count)})`),
      ),
    ),
  );
}

function boundsOf({ t, id }, item, holding) {
  const input = (name, value) =>
    make("input", {
      type: INPUTS[item.kind],
      inputmode: INPUTS[item.kind] === "text" ? "decimal" : false,
      class: "form-control",
      id: `${id}-filter-${name}`,
      name,
      value: value ?? "",
      autocomplete: "off",
    });
  const known = { low: written(t, item.minimum, item), high: written(t, item.maximum, item) };
  return make(
    "fieldset",
    {},
    make("legend", { class: "dq-map__unseen" }, t("filters.bounds")),
    make(
      "div",
      { class: "dq-map__pair" },
      field(t("filters.from"), input("low", holding?.low)),
      field(t("filters.to"), input("high", holding?.high)),
    ),
    make("p", { class: "dq-note" }, t("filters.known", known)),
  );
}

/** Read what was filled in: a filter, or the name of what is wrong. */
function readFilter(item, said, lang) {
  const column = item.name;
  if (said.get("empty")) return { column, is: "empty" };
  if (item.values.length) {
    const value = said.getAll("value").map((text) => typed(text, item.kind));
    return value.length ? { column, is: "equal", value } : "filters.nothing";
  }
  if (!BOUNDED.includes(item.kind)) {
    const value = said.get("text").trim();
    return value ? { column, is: "contains", value } : "filters.nothing";
  }
  const [low, high] = ["low", "high"].map((name) => bound(said.get(name), item.kind, name, lang));
  if (low === null && high === null) return "filters.nothing";
  if (Number.isNaN(low) || Number.isNaN(high)) return "filters.number";
  if (low !== null && high !== null && low > high) return "filters.order";
  return { column, is: "between", low, high };
}

function typed(text, kind) {
  if (kind === "boolean") return text === "true" || text === "1";
  return kind === "integer" || kind === "number" ? Number(text) : text;
}

function bound(text, kind, side, lang) {
  if (!text.trim()) return null;
  if (kind === "date") return text;
  if (kind === "datetime") return side === "high" ? `${text}T23:59:59.999Z` : text;
  const plain =
    lang === "fr"
      ? text.replace(/[\s\u00a0\u202f]/g, "").replace(",", ".")
      : text.replace(/[\s,\u00a0\u202f]/g, "");
  return Number(plain);
}

/**
 * Make the list of filters that hold, each with a button that takes it away.
 *
 * @param {object} context
 * @returns {HTMLElement}
 */
export function makeChips(context) {
  const { t, store } = context;
  const element = make("div", {
    class: "dq-map__chips",
    role: "group",
    "aria-label": t("filters.active"),
    tabindex: "-1",
  });

  const kept = make("span", { class: "dq-map__kept" });
  context.onCounted((count) => {
    kept.textContent =
      count === null ? "" : t("filters.kept", { kept: count, count: context.active().features });
  });

  function draw() {
    const { filters } = store.get().layers[store.get().active];
    element.hidden = !filters.length;
    const chips = filters.map((filter, index) =>
      make(
        "li",
        {},
        make(
          "button",
          { type: "button", class: "dq-map__chip", on: { click: () => remove(index) } },
          make("span", { class: "dq-map__unseen" }, `${t("filters.remove")} `),
          inWords(context, filter),
          icon("close"),
        ),
      ),
    );
    element.replaceChildren(
      make("span", { class: "dq-map__chips-title" }, t("filters.active")),
      kept,
      make("ul", { class: "dq-plain" }, ...chips),
      make(
        "button",
        {
          type: "button",
          class: "btn btn-link btn-sm",
          on: {
            click: () => {
              context.setFilters([]);
              context.focusFilters();
            },
          },
        },
        t("filters.clear"),
      ),
    );
  }

  function remove(index) {
    const { filters } = store.get().layers[store.get().active];
    context.setFilters(filters.filter((_, other) => other !== index));
    (element.querySelector(".dq-map__chip") ?? null)?.focus();
    if (element.hidden) context.focusFilters();
  }

  store.subscribe((state, previous) => {
    if (state.active !== previous.active || state.layers !== previous.layers) draw();
  });
  draw();
  return element;
}

function inWords({ t, active }, filter) {
  const column = active().columns.find((item) => item.name === filter.column);
  const title = column?.title || filter.column;
  if (filter.is === "empty") return t("chip.empty", { title });
  if (filter.is === "contains") return t("chip.contains", { title, value: String(filter.value) });
  if (filter.is === "equal")
    return t("chip.equal", {
      title,
      value: t.list([filter.value].flat().map((value) => t.value(String(value)))),
    });
  const [low, high] = [filter.low, filter.high].map((value) =>
    value === null || value === undefined ? "" : written(t, value, column),
  );
  return t(low && high ? "chip.between" : low ? "chip.from" : "chip.to", { title, low, high });
}
