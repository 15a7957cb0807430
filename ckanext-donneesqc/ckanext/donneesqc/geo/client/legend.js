/* The legend: what each colour says, numbered, with how many features it has. */
import { entries } from "./classify.js";
import { classSwatch, make, swatch, unseen } from "./dom.js";
import { HUES } from "./style.js";

/**
 * Make the legend, kept as the map is.
 *
 * @param {object} context
 * @param {object} classes
 * @returns {HTMLElement}
 */
export function makeLegend(context, classes) {
  const element = make("div", { class: "dq-map__legend" });
  const draw = () => element.replaceChildren(...context.layers.filter(isShown).map(ofLayer));
  const isShown = (layer) => context.store.get().layers[layer.name].shown;

  function ofLayer(layer) {
    const { colour } = context.store.get().layers[layer.name];
    const known = colour && classes.of(layer.name);
    if (!known)
      return make(
        "p",
        { class: "dq-map__plain" },
        swatch(HUES[context.layers.indexOf(layer) % HUES.length], layer.geometry),
        layer.title,
      );
    const id = `${context.id}-legend-${layer.name}`;
    return make(
      "div",
      { class: "dq-map__key" },
      make("p", { class: "dq-map__key-title", id }, titleOf(context, layer, colour, known)),
      make(
        "ol",
        { class: `dq-map__classes dq-map__classes--${known.kind}`, "aria-labelledby": id },
        ...entries(known, context.t).map((entry) => ofClass(context, entry, layer)),
      ),
      known.notice && make("p", { class: "dq-note" }, known.notice),
    );
  }

  context.store.subscribe((state, previous) => {
    if (state.layers !== previous.layers) draw();
  });
  classes.subscribe(draw);
  draw();
  return element;
}

function ofClass({ t }, { key, number, label, count, colour }, { geometry, drawing }) {
  const square = classSwatch({ key, colour }, geometry);
  return make(
    "li",
    {},
    square,
    number && make("span", { class: "dq-map__rank" }, unseen(`${t("class.word")} `), number),
    make("span", { class: "dq-map__class" }, label),
    make(
      "span",
      { class: "dq-map__count" },
      unseen(t(drawing.level ? `class.count.${drawing.level}` : "class.count", { count })),
      make("span", { "aria-hidden": "true" }, t.number(count)),
    ),
  );
}

/**
 * Return what is coloured, in words: « Population, somme par MRC, par 1 000 personnes ».
 *
 * @param {object} context
 * @param {object} layer
 * @param {import("./state.js").Colour} colour
 * @param {object} known
 */
export function titleOf({ t, layers }, layer, colour, known) {
  const column = layer.columns.find((item) => item.name === colour.column);
  const parts = [column.title || column.name];
  if (layer.drawing.kind === "territory")
    parts.push(t(`operation.${colour.operation}.by.${layer.drawing.level}`));
  if (known.unit) parts.push(known.unit);
  return (layers.length > 1 ? [layer.title, parts.join(", ")] : [parts.join(", ")]).join(
    t("colon"),
  );
}
