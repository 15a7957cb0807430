/* Choose the column that colours the map, and how its values make classes. */
import { choices, field, make, tick } from "./dom.js";
import { METHODS, PALETTES, levelsOf, operationsOf, plainColour, ratesOf } from "./state.js";

/**
 * Make the form, for the active layer.
 *
 * @param {object} context
 * @returns {HTMLElement}
 */
export function makeColouring(context) {
  const { t, store, id } = context;
  const form = make("form", {
    class: "dq-map__form",
    on: { submit: (event) => event.preventDefault(), change: read },
  });

  function draw() {
    const held = document.activeElement?.id;
    const layer = context.active();
    const { colour } = store.get().layers[layer.name];
    form.replaceChildren(...fields(layer, colour));
    if (held && form.querySelector(`#${CSS.escape(held)}`)) document.getElementById(held).focus();
  }

  function fields(layer, colour) {
    const able = layer.columns.filter((column) => column.colourable);
    if (!able.length) return [make("p", { class: "dq-note" }, t("colour.none.able"))];
    const options = [
      ["", t("colour.none")],
      ...able.map((column) => [column.name, column.title || column.name]),
    ];
    const first = field(
      t("colour.column"),
      choices({ id: `${id}-column`, name: "column" }, options, colour?.column ?? ""),
    );
    if (!colour) return [first];
    const column = able.find((item) => item.name === colour.column);
    const ofTerritories = layer.drawing.kind === "territory";
    const counted = ofTerritories || ["integer", "number"].includes(column.kind);
    const numbered = tick(
      { type: "checkbox", id: `${id}-numbers`, name: "numbers", checked: store.get().numbers },
      t("colour.numbers"),
    );
    return [
      first,
      ...(ofTerritories ? territoryFields(layer, column, colour) : []),
      ...perFields(layer, column, colour),
      ...(counted ? classFields(colour) : []),
      numbered,
    ];
  }

  function classFields(colour) {
    const many = [3, 4, 5, 6, 7].map((count) => [String(count), String(count)]);
    return [
      field(
        t("colour.method"),
        choices(
          { id: `${id}-method`, name: "method" },
          METHODS.map((name) => [name, t(`method.${name}`)]),
          colour.method,
        ),
        t(`method.${colour.method}.hint`),
      ),
      make(
        "div",
        { class: "dq-map__pair" },
        field(
          t("colour.count"),
          choices({ id: `${id}-count`, name: "count" }, many, String(colour.count)),
        ),
        field(
          t("colour.palette"),
          choices(
            { id: `${id}-palette`, name: "palette" },
            PALETTES.map((name) => [name, t(`palette.${name}`)]),
            colour.palette,
          ),
        ),
      ),
    ];
  }

  function territoryFields(layer, column, colour) {
    const able = operationsOf(column);
    const levels = levelsOf(layer);
    return [
      ...(levels.length > 1
        ? [
            field(
              t("colour.level"),
              choices(
                { id: `${id}-level`, name: "level" },
                levels.map((name) => [name, t(`level.${name}`)]),
                colour.level,
              ),
            ),
          ]
        : []),
      field(
        t("colour.operation"),
        choices(
          { id: `${id}-operation`, name: "operation" },
          able.map((name) => [name, t(`operation.${name}`)]),
          colour.operation,
        ),
        t(`operation.hint.${colour.level}`),
      ),
    ];
  }

  function perFields(layer, column, colour) {
    const able = ratesOf(layer, column, colour.operation);
    if (able.length < 2) return [];
    return [
      field(
        t("colour.per"),
        choices(
          { id: `${id}-per`, name: "per" },
          able.map((name) => [name, t(`per.${name || "none"}`)]),
          colour.per,
        ),
      ),
    ];
  }

  function read(event) {
    const layer = context.active();
    if (event.target.name === "numbers") {
      store.set({ numbers: event.target.checked });
      return;
    }
    const said = Object.fromEntries(new FormData(form));
    const { colour } = store.get().layers[layer.name];
    // a territory that was chosen isn't one of the others
    const more = event.target.name === "level" ? { chosen: null } : {};
    store.setLayer(layer.name, { colour: next(layer, colour, said) }, more);
  }

  function next(layer, colour, { column, numbers: _numbers, count, ...more }) {
    if (!column) return null;
    if (column !== colour?.column) {
      const plain = plainColour(layer, column);
      const operation =
        plain.operation === "nombre" || !colour ? plain.operation : colour.operation;
      const held = layer.columns.find((item) => item.name === column);
      const per = ratesOf(layer, held, operation).includes(colour?.per) ? colour.per : "";
      return { ...plain, ...colour, column, operation, per };
    }
    const chosen = { ...colour, ...more, count: Number(count ?? colour.count) };
    const held = layer.columns.find((item) => item.name === column);
    const per = ratesOf(layer, held, chosen.operation).includes(chosen.per) ? chosen.per : "";
    return { ...chosen, per };
  }

  store.subscribe((state, previous) => {
    const name = state.active;
    if (
      state.active !== previous.active ||
      state.numbers !== previous.numbers ||
      state.layers[name].colour !== previous.layers[name].colour
    )
      draw();
  });
  draw();
  return form;
}
