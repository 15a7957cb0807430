/* Which layers are shown, and which one the table and the forms are about. */
import { make, swatch, tick } from "./dom.js";
import { HUES } from "./style.js";

/**
 * Make the list of layers; null when there is only one and nothing to choose.
 *
 * @param {object} context
 * @returns {HTMLElement|null}
 */
export function makeLayers(context) {
  const { t, store, layers, id, data } = context;
  const form = make("form", {
    class: "dq-map__form",
    on: { change: read, submit: (event) => event.preventDefault() },
  });
  if (layers.length < 2 && !data.background.tiles) return null;
  const live = layers[0].drawing.kind === "raster";

  function draw() {
    const state = store.get();
    const held = document.activeElement?.id;
    form.replaceChildren(
      ...(layers.length > 1 ? [shownList(state), !live && activeList(state)] : []).filter(Boolean),
      ...(data.background.tiles ? [detail(state)] : []),
    );
    if (held && form.querySelector(`#${CSS.escape(held)}`)) document.getElementById(held).focus();
  }

  function shownList(state) {
    return make(
      "fieldset",
      {},
      make("legend", {}, t("layers.shown")),
      ...layers.map((layer, index) =>
        tick(
          {
            type: "checkbox",
            name: "shown",
            value: layer.name,
            id: `${id}-shown-${index}`,
            checked: state.layers[layer.name].shown,
          },
          !live && swatch(HUES[index % HUES.length], layer.geometry),
          layer.title,
          live
            ? layer.group && make("span", { class: "dq-note" }, ` (${layer.group})`)
            : make("span", { class: "dq-map__count" }, ` (${t.number(layer.features)})`),
        ),
      ),
    );
  }

  function activeList(state) {
    return make(
      "fieldset",
      {},
      make("legend", {}, t("layers.active")),
      ...layers.map((layer, index) =>
        tick(
          {
            type: "radio",
            name: "active",
            value: layer.name,
            id: `${id}-active-${index}`,
            checked: state.active === layer.name,
          },
          layer.title,
        ),
      ),
    );
  }

  const detail = (state) =>
    tick(
      { type: "checkbox", name: "detailed", id: `${id}-detailed`, checked: state.detailed },
      t("layers.detailed"),
    );

  function read({ target }) {
    if (target.name === "shown") store.setLayer(target.value, { shown: target.checked });
    if (target.name === "active") store.set({ active: target.value, page: 0 });
    if (target.name === "detailed") store.set({ detailed: target.checked });
  }

  store.subscribe((state, previous) => {
    if (
      state.active !== previous.active ||
      state.layers !== previous.layers ||
      state.detailed !== previous.detailed
    )
      draw();
  });
  draw();
  return form;
}
