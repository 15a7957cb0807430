/* What every map that is drawn does, whatever it draws. */
import { Refused } from "./api.js";
import { bringGround } from "./background.js";
import { sayUndrawable } from "./frame.js";
import { hatch } from "./map.js";

/**
 * Draw the background and the data, then keep the state and the page as the map is.
 *
 * @param {object} context
 * @param {import("./vendor/maplibre-gl.mjs").Map} map
 * @param {{regions: Promise<object>, start: function(): Promise<void>, sync: function(): void, sentence: string}} how
 *   `sentence` says that something can't be drawn
 */
export function live(context, map, { regions, start, sync, sentence }) {
  const { section, store, t } = context;
  let begun = false;
  map.getCanvas().setAttribute("aria-describedby", `${context.id}-keys`);
  map.once("styledata", async () => {
    map.addImage("dq-hatch", hatch());
    await Promise.all([start(), bringGround(context, map, regions)]);
    sync();
    begun = true;
    map.triggerRepaint();
  });
  map.on("moveend", () => {
    const { lng, lat } = map.getCenter();
    store.set({ view: { zoom: map.getZoom(), lat, lng } }, "replace");
  });
  map.on("idle", () => {
    if (!begun) return;
    context.sayDrawn();
    sayIdle(section);
  });
  map.on("error", ({ error }) => context.fail(new Refused(sentence, statusOf(error))));
  map
    .getCanvas()
    .addEventListener("webglcontextlost", () => context.fail(new Refused(t("undrawable.lost"), 0)));
}

/** The libraries say the status in a sentence: « Bad response code: 410 », « AJAXError: Gone (410) ». */
const statusOf = ({ status, message }) =>
  status ?? Number(/\b([45]\d\d)\b/.exec(message)?.[1] ?? 0);

/**
 * Say that the browser can't draw a map; the rest of the page stays of use.
 *
 * @param {object} context
 * @param {HTMLElement} canvas
 * @param {string} sentence what can be done instead
 */
export function withoutMap({ section, t }, canvas, sentence) {
  section.classList.add("dq-map--undrawn");
  sayUndrawable(canvas, sentence, t);
  sayIdle(section);
}

/**
 * Put the map where a state says.
 *
 * @param {import("./vendor/maplibre-gl.mjs").Map|null} map
 * @param {import("./state.js").State} state
 */
export function comeBack(map, { view }) {
  if (map && view) map.jumpTo({ center: [view.lng, view.lat], zoom: view.zoom });
}

function sayIdle(section) {
  section.dataset.state = "idle";
  section.dispatchEvent(new CustomEvent("dq-map:idle", { bubbles: true }));
}
