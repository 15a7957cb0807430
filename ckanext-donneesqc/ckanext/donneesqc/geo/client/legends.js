/* The legends of a live service: images of its own, under the names of their layers. */
import { make } from "./dom.js";

/**
 * Make the legends of the layers that are shown.
 *
 * @param {object} context
 * @returns {HTMLElement}
 */
export function makeLegends({ layers, store, t }) {
  const element = make("div", { class: "dq-map__legend" });
  const made = new Map();

  function of(layer) {
    if (!made.has(layer.name)) made.set(layer.name, legendOf(layer, t));
    return made.get(layer.name);
  }

  const draw = () =>
    element.replaceChildren(
      ...layers.filter((layer) => store.get().layers[layer.name].shown).map(of),
    );
  store.subscribe((state, previous) => {
    if (state.layers !== previous.layers) draw();
  });
  draw();
  return element;
}

function legendOf(layer, t) {
  const image = make("img", {
    src: layer.legend,
    alt: t("images.legend", { layer: layer.title }),
    loading: "lazy",
    class: "dq-map__legend-image",
  });
  image.addEventListener("error", () =>
    image.replaceWith(make("p", { class: "dq-note" }, t("images.unexplained"))),
  );
  return make(
    "div",
    { class: "dq-map__key" },
    make("p", { class: "dq-map__key-title" }, layer.title),
    image,
    layer.description &&
      make(
        "details",
        {},
        make("summary", {}, t("images.about")),
        make("p", { class: "dq-note" }, layer.description),
      ),
  );
}
