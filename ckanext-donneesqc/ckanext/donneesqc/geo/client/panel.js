/* The panel beside the map: a heading, what is known, a button and the Escape key that close it. */
import { icon, make } from "./dom.js";

/**
 * Make the panel, hidden.
 *
 * @param {object} context
 * @param {{id: string, label: string, leave: function(): void}} how `label` names what the panel
 *   holds, `leave` is done when the reader closes it
 * @returns {{element: HTMLElement, heading: HTMLElement, content: HTMLElement, focus: function({scroll: boolean}): void}}
 */
export function makePanel({ t, section }, { id, label, leave }) {
  const heading = make("h3", { id, tabindex: "-1", class: "dq-map__feature-title" });
  const close = make(
    "button",
    {
      type: "button",
      class: "dq-map__close",
      "aria-label": t("feature.close"),
      on: { click: () => leave() },
    },
    icon("close"),
  );
  const content = make("div", {
    class: "dq-map__feature-body",
    role: "group",
    tabindex: "0",
    "aria-label": label,
  });
  const element = make(
    "section",
    { class: "dq-map__feature", "aria-labelledby": id, hidden: true },
    make("div", { class: "dq-map__feature-head" }, heading, close),
    content,
  );
  section.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || element.hidden || event.defaultPrevented) return;
    if (/^(INPUT|SELECT)$/.test(event.target.tagName)) return;
    leave();
  });
  return {
    element,
    heading,
    content,
    /** Give the heading the focus; on a wide screen it is seen already. */
    focus: ({ scroll }) =>
      heading.focus({ preventScroll: !scroll && matchMedia("(min-width: 62rem)").matches }),
  };
}

/**
 * Make one line of a list of names and values.
 *
 * @param {string} title
 * @param {Array<Node|string>} value
 */
export const pair = (title, value) =>
  make("div", {}, make("dt", {}, title), make("dd", {}, ...value));
