/* When there is no map yet, or none at all. */
import { getJson } from "./api.js";
import { make } from "./dom.js";
import { heading } from "./frame.js";

const FIRST_PAUSE = 2; // seconds
const GROWTH = 1.5;
const LONGEST_PAUSE = 30;

/**
 * Say that the map is being made, ask again with a growing pause, and give the answer once it isn't.
 *
 * @param {HTMLElement} section
 * @param {string} address
 * @param {function(string, object=): string} t
 * @returns {Promise<object>}
 */
export async function untilMade(section, address, t) {
  const said = make("p", { role: "status" }, t("waiting.now"));
  section.replaceChildren(
    heading(section, t),
    make(
      "div",
      { class: "dq-map__waiting" },
      make("span", { class: "dq-map__spinner", "aria-hidden": "true" }),
      said,
    ),
  );
  for (let pause = FIRST_PAUSE; ; pause = Math.min(pause * GROWTH, LONGEST_PAUSE)) {
    await new Promise((resolve) => setTimeout(resolve, pause * 1000));
    const data = await getJson(address).catch(() => null);
    if (data && data.state !== "waiting") return data;
    if (pause > 10) said.textContent = t("waiting.long");
  }
}

/**
 * Say why there is no map, and what to do.
 *
 * @param {HTMLElement} section
 * @param {{sentence: string, advice: string}} reason
 * @param {function(string, object=): string} t
 */
export function sayNone(section, reason, t) {
  section.replaceChildren(
    heading(section, t),
    make(
      "div",
      { class: "dq-map__none" },
      make("h3", {}, t("none.title")),
      make("p", {}, reason.sentence),
      reason.advice && make("p", {}, make("strong", {}, t("none.advice")), reason.advice),
    ),
  );
}

/**
 * Say that something went wrong before there was a map.
 *
 * @param {HTMLElement} section
 * @param {string} sentence
 * @param {function(string, object=): string} t
 */
export function sayBroken(section, sentence, t) {
  const again = make(
    "button",
    { type: "button", class: "btn btn-secondary", on: { click: () => location.reload() } },
    t("error.again"),
  );
  section.append(
    make(
      "div",
      { class: "dq-alert dq-alert--warning", role: "alert" },
      make("p", {}, sentence),
      again,
    ),
  );
}
