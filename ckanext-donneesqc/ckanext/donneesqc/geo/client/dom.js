/* Make elements: text is always text, never HTML, and no style attribute is written. */

const SVG = "http://www.w3.org/2000/svg";

/**
 * Make an element.
 *
 * @param {string} tag
 * @param {Object<string, unknown>} [attributes] `on`: {event: function}; `class`; a false or null
 *   attribute is left out, a true one is empty; the others are set as they are
 * @param {...(Node|string|null|undefined|false)} children text is added as text
 * @returns {HTMLElement}
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (name === "on") {
      for (const [event, does] of Object.entries(value)) element.addEventListener(event, does);
    } else {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  element.append(
    ...children.filter((child) => child !== null && child !== undefined && child !== false),
  );
  return element;
}

// Drawn for the portal, as in the catalogue's icons.svg.
const ICONS = {
  search: ["M10.5 4.5a6 6 0 1 0 .01 0z", "M15 15l5.5 5.5"],
  close: ["M6 6l12 12M18 6L6 18"],
  filter: ["M3.500 5.500h17l-6.500 8v5.500l-4 1.500v-7z"],
  download: ["M12 4v11", "M7.500 10.500L12 15l4.500-4.500", "M4.500 19.500h15"],
  copy: ["M8.500 8.500h11v11h-11z", "M15.500 8.500v-4h-11v11h4"],
  layers: ["M12 4l9 5-9 5-9-5z", "M3 13.500l9 5 9-5"],
  share: ["M14 4.500h5.500V10", "M19.500 4.500L11 13", "M10 6H5v13.500h13.500V14"],
  previous: ["M14.5 5.500L8 12l6.500 6.500"],
  next: ["M9.500 5.500L16 12l-6.500 6.500"],
  whole: ["M4 9.500V4h5.500M14.500 4H20v5.500M20 14.500V20h-5.500M9.500 20H4v-5.500"],
  sorted: ["M7.500 14l4.500-6 4.500 6"],
};

/**
 * Draw an icon, which says nothing to a screen reader.
 *
 * @param {string} name
 * @returns {SVGElement}
 */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const attributes = {
    viewBox: "0 0 24 24",
    fill: "none",
    stroke: "currentColor",
    "stroke-width": "1.6",
    "stroke-linecap": "round",
    "stroke-linejoin": "round",
    "aria-hidden": "true",
    class: "dq-icon",
  };
  for (const [key, value] of Object.entries(attributes)) svg.setAttribute(key, value);
  for (const d of ICONS[name]) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", d);
    svg.append(path);
  }
  return svg;
}

/**
 * Make text that only a screen reader says.
 *
 * @param {string} text
 */
export const unseen = (text) => make("span", { class: "dq-map__unseen" }, text);

/**
 * Make a small square of a colour, for the eye alone.
 *
 * @param {string} colour « #1472bf »
 * @param {string} [shape] point, line; « missing » is striped
 */
export function swatch(colour, shape = "") {
  const square = make("span", {
    class: `dq-map__swatch${shape ? ` dq-map__swatch--${shape}` : ""}`,
    "aria-hidden": "true",
  });
  square.style.backgroundColor = colour;
  return square;
}

/**
 * Make the square of a class, drawn as the map draws it: what is missing is a hollow dot or stripes.
 *
 * @param {{key: number|string, colour: string}} found
 * @param {string} geometry of the layer
 */
export function classSwatch({ key, colour }, geometry) {
  if (key !== "missing") return swatch(colour, geometry);
  return swatch(
    geometry === "point" ? "#ffffff" : colour,
    geometry === "point" ? "point" : "missing",
  );
}

/**
 * Make a field under its label.
 *
 * @param {string} label
 * @param {HTMLElement} control which has an id
 * @param {string} [hint]
 */
export function field(label, control, hint = "") {
  if (hint) control.setAttribute("aria-describedby", `${control.id}-hint`);
  return make(
    "div",
    { class: "dq-map__field" },
    make("label", { for: control.id }, label),
    control,
    hint && make("p", { class: "dq-note", id: `${control.id}-hint` }, hint),
  );
}

/**
 * Make a list of choices.
 *
 * @param {Object<string, unknown>} attributes
 * @param {Array<[string, string]>} options value, text
 * @param {string} chosen
 */
export function choices(attributes, options, chosen) {
  const list = make("select", { class: "form-select", ...attributes });
  for (const [value, text] of options) {
    list.append(make("option", { value, selected: value === chosen }, text));
  }
  return list;
}

/**
 * Make a checkbox or a radio button with its label beside it.
 *
 * @param {Object<string, unknown>} attributes of the input; `type` and `id` among them
 * @param {...(Node|string)} label
 */
export function tick(attributes, ...label) {
  return make(
    "div",
    { class: "dq-map__tick" },
    make("input", { class: "form-check-input", ...attributes }),
    make("label", { for: attributes.id }, ...label),
  );
}
