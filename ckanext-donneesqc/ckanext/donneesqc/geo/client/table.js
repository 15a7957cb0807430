/* The same data as the map, in a table: sorted, filtered, by pages, in step with what is chosen. */
import { asking, lastOnly } from "./api.js";
import { isQuantity, shortCellOf } from "./cells.js";
import { inWords, measured } from "./classify.js";
import { makeColumns } from "./columns.js";
import { classSwatch, icon, make, tick, unseen } from "./dom.js";
import { seen } from "./map.js";
import { nameOf } from "./naming.js";
import { levelAsked } from "./state.js";

const ROWS = 25;

/**
 * Make the table of the active layer.
 *
 * @param {object} context
 * @param {object} classes
 * @returns {{element: HTMLElement, attend: function(object|null): void, showRow: function(number|string): void, focusRow: function(number|string): boolean}}
 */
export function makeTable(context, classes) {
  const { t, store, id } = context;
  const ask = lastOnly();
  let page = { total: 0, offset: 0, rows: [], layer: "" };
  let map = null;

  const caption = make("caption", { class: "dq-map__caption" });
  const head = make("thead");
  const body = make("tbody");
  const table = make("table", { class: "table dq-map__table" }, caption, head, body);
  const scroller = make(
    "div",
    {
      class: "dq-scroll dq-map__scroll",
      tabindex: "0",
      role: "region",
      "aria-label": t("table.scroll"),
    },
    table,
  );
  const pager = make("nav", { class: "dq-map__pager", "aria-label": t("table.pages") });
  const columnsShown = makeColumns(context, () => draw());
  const inView = tick(
    {
      type: "checkbox",
      id: `${id}-in-view`,
      on: { change: ({ target }) => store.set({ inView: target.checked, page: 0 }, "replace") },
    },
    t("table.inView"),
  );
  const title = make("h3", { id: `${id}-table`, tabindex: "-1" }, t("table.title"));
  const tools = make("div", { class: "dq-map__tools" }, inView, columnsShown.element);
  const element = make(
    "section",
    { class: "dq-map__data", "aria-labelledby": title.id },
    title,
    tools,
    scroller,
    pager,
  );
  inView.hidden = true;

  function question(more = {}) {
    const state = store.get();
    const layer = context.active();
    const own = state.layers[layer.name];
    const { filters, sort, descending } = own;
    return asking(layer.rows, {
      niveau: levelAsked(layer, own),
      filtres: filters,
      tri: sort,
      sens: sort && descending ? "desc" : "",
      debut: state.page * ROWS || "",
      nombre: ROWS,
      emprise: state.inView && map ? seen(map).join(",") : "",
      ...more,
    });
  }

  async function refresh({ more = {}, aloud = true } = {}) {
    scroller.setAttribute("aria-busy", "true");
    const layer = context.active().name;
    try {
      const answer = await ask(question(more));
      if (!answer) return;
      page = { ...answer, layer };
      context.sayCounted(store.get().inView && map ? null : page.total);
      const number = Math.floor(page.offset / ROWS);
      if (number !== store.get().page) store.set({ page: number }, "replace");
      draw();
      if (aloud) context.announce(`${sorted()} ${countOf(page)}`.trim());
    } catch (reason) {
      context.fail(reason);
    }
    scroller.removeAttribute("aria-busy");
  }

  const counted = () =>
    context.active().drawing.kind === "territory" ? "table.count.rows" : "table.count";
  const countOf = ({ total, rows, offset }) =>
    t(total ? counted() : store.get().inView ? "table.empty.view" : "table.empty", {
      total,
      first: offset + 1,
      last: offset + rows.length,
      layer: context.layers.length > 1 ? context.active().title : "",
    });

  function draw() {
    const held = scroller.contains(document.activeElement)
      ? document.activeElement.dataset.key
      : null;
    const layer = context.active();
    const columns = columnsShown.list();
    const colour = store.get().layers[layer.name].colour;
    const known = layer.drawing.kind !== "territory" && colour ? classes.of(layer.name) : null;
    const coloured = known
      ? { known, index: layer.columns.findIndex((column) => column.name === colour.column) }
      : null;
    caption.textContent = countOf(page);
    head.replaceChildren(headOf(columns, coloured));
    body.replaceChildren(...page.rows.map((row) => rowOf(row, columns, coloured)));
    drawPager();
    if (held) scroller.querySelector(`[data-key="${CSS.escape(held)}"]`)?.focus();
  }

  function headOf(columns, coloured) {
    return make(
      "tr",
      {},
      make("th", { scope: "col" }, t("table.number")),
      ...(coloured ? [make("th", { scope: "col" }, t("table.class"))] : []),
      ...columns.map(headerOf),
    );
  }

  function headerOf(column) {
    const { sort, descending } = store.get().layers[context.active().name];
    const way = sort === column.name ? (descending ? "descending" : "ascending") : "none";
    const button = make(
      "button",
      {
        type: "button",
        class: "dq-map__sort",
        "data-key": `sort-${column.name}`,
        title: column.description || false,
        on: { click: () => sortBy(column.name) },
      },
      column.title || column.name,
      icon("sorted"),
    );
    return make(
      "th",
      { scope: "col", "aria-sort": way, class: isQuantity(column) ? "dq-number" : false },
      button,
    );
  }

  function sortBy(name) {
    const { sort, descending } = store.get().layers[context.active().name];
    const again = sort === name;
    store.setLayer(
      context.active().name,
      { sort: again && descending ? "" : name, descending: again && !descending },
      { page: 0 },
    );
  }

  function sorted() {
    const { sort, descending } = store.get().layers[context.active().name];
    const column = context.active().columns.find((item) => item.name === sort);
    return column
      ? t(descending ? "table.sorted.down" : "table.sorted.up", { column: column.title || sort })
      : "";
  }

  function rowOf(row, columns, coloured) {
    const chosen = isChosen(row);
    const button = make(
      "button",
      {
        type: "button",
        class: "dq-map__pick",
        "data-key": `row-${row.id}`,
        "aria-label": t("table.pick", { id: row.id, name: nameOf(context.active(), row.values) }),
        on: { click: () => pick(row) },
      },
      String(row.id),
    );
    const cells = columns.map((column) =>
      make(
        "td",
        { class: isQuantity(column) ? "dq-number" : false },
        ...shortCellOf(t, row.values[column.index], column),
      ),
    );
    return make(
      "tr",
      {
        "aria-current": chosen && "true",
        on: {
          click: (event) =>
            event.target.closest("button, a") || getSelection().toString() || pick(row),
        },
      },
      make("th", { scope: "row" }, button, chosen && unseen(` (${t("table.chosen")})`)),
      ...(coloured ? [classCell(coloured, row)] : []),
      ...cells,
    );
  }

  function classCell({ known, index }, row) {
    const found = inWords(known, measured(known, row.id, row.values[index]), t, "class.short");
    return make(
      "td",
      { class: "dq-map__classed" },
      classSwatch(found, context.active().geometry),
      found.text,
    );
  }

  function isChosen(row) {
    const { chosen, active } = store.get();
    return (
      chosen?.layer === active &&
      (chosen.id === row.id || (row.territory !== undefined && chosen.id === row.territory))
    );
  }

  const pick = (row) =>
    context.choose({ layer: context.active().name, id: row.id }, { row, fromTable: true });

  /** The button that had the focus keeps it; the other has it once there is nowhere to go on to. */
  function drawPager() {
    const held = pager.contains(document.activeElement)
      ? document.activeElement.dataset.key
      : null;
    const number = store.get().page;
    const last = Math.max(Math.ceil(page.total / ROWS) - 1, 0);
    pager.hidden = last === 0;
    const button = (key, to, drawn) =>
      make(
        "button",
        {
          type: "button",
          class: "btn btn-secondary btn-sm",
          "data-key": drawn,
          disabled: to < 0 || to > last,
          on: { click: () => store.set({ page: to }, "replace") },
        },
        ...(drawn === "previous" ? [icon(drawn), t(key)] : [t(key), icon(drawn)]),
      );
    pager.replaceChildren(
      button("table.previous", number - 1, "previous"),
      make("span", {}, t("table.page", { page: number + 1, pages: last + 1 })),
      button("table.next", number + 1, "next"),
    );
    if (held)
      (
        pager.querySelector(`[data-key="${held}"]:enabled`) ?? pager.querySelector("button:enabled")
      )?.focus();
  }

  store.subscribe((state, previous) => {
    const [now, before] = [state, previous].map((one) => one.layers[one.active]);
    if (state.active !== previous.active) columnsShown.draw();
    const asked =
      state.active !== previous.active ||
      now.filters !== before.filters ||
      now.sort !== before.sort ||
      now.descending !== before.descending ||
      now.colour?.level !== before.colour?.level ||
      state.inView !== previous.inView;
    if (asked) refresh();
    else if (state.page !== previous.page && state.page !== Math.floor(page.offset / ROWS))
      refresh();
    else if (state.chosen !== previous.chosen && page.layer === state.active) draw();
  });
  classes.subscribe((name) => name === store.get().active && page.layer === name && draw());
  refresh({ aloud: false });

  return {
    element,
    /** Follow the map, once there is one. */
    attend(drawn) {
      map = drawn;
      inView.hidden = !map || context.layers.every((layer) => layer.drawing.kind === "territory");
      map?.on("moveend", () => store.get().inView && refresh({ aloud: false }));
    },
    /** Turn to the page that holds a feature. */
    showRow(wanted) {
      if (page.layer !== store.get().active || !page.rows.some((row) => row.id === wanted))
        refresh({ more: { entite: wanted }, aloud: false });
    },
    focusRow(wanted) {
      const button = body.querySelector(`[data-key="row-${CSS.escape(wanted)}"]`);
      button?.focus();
      return Boolean(button);
    },
  };
}
