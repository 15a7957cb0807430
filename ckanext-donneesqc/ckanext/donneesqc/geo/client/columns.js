/* Which columns the table shows: the first ones, the one of names, and those that a reader adds. */
import { make, tick } from "./dom.js";
import { namingColumns } from "./naming.js";

const FIRST = 8;

/**
 * Make the chooser of columns, for the active layer.
 *
 * @param {object} context
 * @param {function(): void} changed
 * @returns {{element: HTMLElement, list: function(): Array<object>, draw: function(): void}} `list`:
 *   the columns shown, each with its `index` among all
 */
export function makeColumns(context, changed) {
  const { t, id } = context;
  const hidden = new Map();
  const summary = make("summary", { class: "btn btn-secondary btn-sm" });
  const element = make("details", { class: "dq-map__columns", on: { keydown: onKey } }, summary);

  function hiddenOf(layer) {
    if (!hidden.has(layer.name)) {
      const [naming] = namingColumns(layer);
      const rest = layer.columns.slice(FIRST).filter((column) => column !== naming);
      hidden.set(layer.name, new Set(rest.map((column) => column.name)));
    }
    return hidden.get(layer.name);
  }

  function list() {
    const layer = context.active();
    return layer.columns
      .map((column, index) => ({ ...column, index }))
      .filter((column) => !hiddenOf(layer).has(column.name));
  }

  function count() {
    summary.textContent = t("table.columns", {
      shown: list().length,
      all: context.active().columns.length,
    });
  }

  function change({ target }) {
    hiddenOf(context.active())[target.checked ? "delete" : "add"](target.value);
    count();
    changed();
  }

  function onKey(event) {
    if (event.key !== "Escape" || !element.open) return;
    event.stopPropagation();
    element.open = false;
    summary.focus();
  }

  function box(column, index) {
    const checked = !hiddenOf(context.active()).has(column.name);
    const attributes = { type: "checkbox", value: column.name, id: `${id}-shown-column-${index}` };
    return tick({ ...attributes, checked }, column.title || column.name);
  }

  function draw() {
    const { columns } = context.active();
    element.hidden = columns.length <= 1;
    count();
    const legend = make("legend", { class: "dq-map__unseen" }, t("table.chooser"));
    element.replaceChildren(
      summary,
      make("fieldset", { on: { change } }, legend, ...columns.map(box)),
    );
  }

  draw();
  return { element, list, draw };
}
