/* The legend: what each colour says, numbered, with how many features it has. */
import { entries } from "./classify.js";
import { classSwatch, make, swatch, unseen } from "./dom.js";
import { levelOf } from "./state.js";
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
  // what it opens with is in the page
  const said = new Map(
    Object.entries(context.store.get().layers).map(([name, { colour }]) => [name, colour]),
  );
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
      ...[known.notice, known.source]
        .filter(Boolean)
        .map((sentence) => make("p", { class: "dq-note" }, sentence)),
    );
  }

  /** Say a legend that a reader's choice of colours has changed. */
  function say(name) {
    const { colour } = context.store.get().layers[name];
    const known = colour && classes.of(name);
    if (!known || said.get(name) === colour) return;
    said.set(name, colour);
    const { t } = context;
    const texts = entries(known, t).map(
      ({ number, label, count }) => `${number ? t("class.short", { number, label }) : label}, ${t.number(count)}`,
    );
    const title = titleOf(context, context.layerOf(name), colour, known);
    context.announce(t("legend.said", { title, classes: `${texts.join("; ")}.` }));
  }

  context.store.subscribe((state, previous) => {
    if (state.layers !== previous.layers) draw();
  });
  classes.subscribe((name) => {
    draw();
    say(name);
  });
  draw();
  return element;
}

function ofClass({ t, store }, { key, number, label, count, colour }, layer) {
  const { geometry } = layer;
  const level = levelOf(layer, store.get().layers[layer.name]);
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
      unseen(t(level ? `class.count.${level}` : "class.count", { count })),
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
  const gathered = layer.drawing.kind === "territory";
  // of a column without empty cells, as many as of any other
  const rows = gathered && colour.operation === "nombre" && column.filled === layer.features;
  const parts = rows ? [] : [column.title || column.name];
  if (gathered)
    parts.push(t(`operation.${colour.operation}.by.${colour.level}`));
  if (known.unit) parts.push(known.unit);
  const said = parts.join(", ");
  const what = rows ? said[0].toUpperCase() + said.slice(1) : said; // a column stays as it is
  return (layers.length > 1 ? [layer.title, what] : [what]).join(t("colon"));
}
