/* Where everything stands: what is said first, the search, the map beside its panels, the table. */
import { make } from "./dom.js";
import { makeTabs } from "./tabs.js";

/**
 * Put the parts in the page, in the order in which they are read.
 *
 * @param {object} context
 * @param {Object<string, HTMLElement|null>} parts
 * @returns {{canvas: HTMLElement, drawn: HTMLElement, tip: HTMLElement, tabs: object}}
 */
export function buildFrame(context, parts) {
  const { t, id, data, section } = context;
  const canvas = make("div", { class: "dq-map__canvas" });
  const tip = make("div", { class: "dq-map__tip", "aria-hidden": "true", hidden: true });
  const drawn = make("p", { class: "dq-map__drawn dq-note", hidden: true });
  const panels = [
    { name: "show", icon: "layers", content: [parts.layers, parts.colouring] },
    { name: "filter", icon: "filter", content: [parts.filters] },
    { name: "download", icon: "download", content: [parts.download] },
    { name: "share", icon: "share", content: [parts.share] },
  ];
  const tabs = makeTabs(
    id,
    t("tabs.label"),
    panels
      .filter(({ content }) => content.some(Boolean))
      .map(({ name, icon, content }) => ({
        name,
        icon,
        title: t(`tabs.${name}`),
        panel: make("div", {}, ...content),
      })),
  );
  const stage = make(
    "div",
    { class: "dq-map__stage" },
    canvas,
    make("div", { class: "dq-map__cross", "aria-hidden": "true" }),
    tip,
    make(
      "p",
      { class: "dq-map__hint", id: `${id}-keys` },
      t("map.keys"),
      parts.table && ` ${t("map.keys.table")}`,
    ),
  );
  const credits = [data.background.credit, data.background.tiles?.credit]
    .filter(Boolean)
    .join(" · ");
  const figure = make(
    "div",
    { class: "dq-map__figure" },
    stage,
    parts.legend,
    drawn,
    make("p", { class: "dq-note dq-map__credits" }, credits),
  );
  section.replaceChildren(
    heading(section, t),
    ...summary(data, t),
    parts.trouble,
    make("div", { class: "dq-map__bar" }, parts.places, parts.chips),
    make(
      "div",
      { class: "dq-map__body" },
      figure,
      make("div", { class: "dq-map__side" }, parts.feature, tabs.element),
    ),
    ...[parts.values, parts.table, parts.status].filter(Boolean),
  );
  return { canvas, drawn, tip, tabs };
}

/**
 * Return the section's own title if the page gave it one, else one that we make.
 *
 * @param {HTMLElement} section
 * @param {function(string): string} t
 */
export function heading(section, t) {
  return (
    section.querySelector(":scope > :is(h1, h2)") ??
    make("h2", { class: "dq-map__title" }, t("title"))
  );
}

function summary(data, t) {
  const said = data.summary.length
    ? [make("p", { class: "dq-map__summary" }, data.summary.join(" "))]
    : [];
  if (!data.notices.length) return said;
  const list = make("ul", {}, ...data.notices.map((notice) => make("li", {}, notice)));
  return [
    ...said,
    make(
      "details",
      { class: "dq-map__notices" },
      make("summary", {}, t("notices", { count: data.notices.length })),
      list,
    ),
  ];
}

/**
 * Say, in the map's place, that it can't be drawn here.
 *
 * @param {HTMLElement} canvas
 * @param {string} sentence what can be done instead
 * @param {function(string): string} t
 */
export function sayUndrawable(canvas, sentence, t) {
  canvas.replaceChildren(
    make(
      "div",
      { class: "dq-map__undrawable" },
      make("p", {}, make("strong", {}, t("undrawable.title"))),
      make("p", {}, sentence),
    ),
  );
}
