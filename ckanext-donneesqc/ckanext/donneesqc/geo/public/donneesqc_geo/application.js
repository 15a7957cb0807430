/* One map of a page: from what the portal says of it to all its parts, wired together. */
import { fromParameters, parametersHere } from "./address.js";
import { Refused, getJson } from "./api.js";
import { bringMrc, bringRegions } from "./background.js";
import { createClasses } from "./classes.js";
import { makeColouring } from "./colouring.js";
import { createContext } from "./context.js";
import { makeDownload } from "./download.js";
import { createDrawing } from "./drawing.js";
import { makeFeature } from "./feature.js";
import { makeChips, makeFilterForm } from "./filters.js";
import { buildFrame, sayUndrawable } from "./frame.js";
import { makeLayers } from "./layers.js";
import { makeLegend } from "./legend.js";
import { createMap, goTo, hatch, readTiles, showFeature } from "./map.js";
import { makePlaces } from "./places.js";
import { createPointing } from "./pointing.js";
import { keepAddress, makeShare } from "./share.js";
import { createStore, opening } from "./state.js";
import { makeTable } from "./table.js";
import { sayBroken, sayNone, untilMade } from "./waiting.js";
import { speak } from "./words.js";

/**
 * Bring a map to life.
 *
 * @param {HTMLElement} section <section data-dq-map="address of etat.json" lang="fr">
 * @param {Promise<object>} asked what that address answers
 */
export async function open(section, asked) {
  const t = speak(section.lang || document.documentElement.lang);
  try {
    const data = await made(section, asked, t);
    if (data.state === "none") {
      sayNone(section, data.reason, t);
      section.dataset.state = "none";
    } else {
      await show(section, data, t);
    }
  } catch (reason) {
    sayBroken(section, reason.message || t("error.network"), t);
    section.dataset.state = "broken";
  }
}

async function made(section, asked, t) {
  const data = await asked;
  if (data.state !== "waiting") return data;
  section.dataset.state = "waiting";
  return untilMade(section, section.dataset.dqMap, t);
}

async function show(section, data, t) {
  const regions = getJson(data.background.regions);
  readTiles(data.layers).catch(() => {}); // told when the map is drawn
  const start = opening(data.layers);
  const store = createStore(fromParameters(parametersHere(), start, data.layers));
  const context = createContext({ section, data, t, store, start });
  const classes = createClasses(context);
  const feature = makeFeature(context, classes);
  const table = makeTable(context, classes);
  const download = makeDownload(context);
  let map = null;
  const frame = buildFrame(context, {
    trouble: context.trouble,
    status: context.status,
    feature: feature.element,
    table: table.element,
    download: download.element,
    layers: makeLayers(context),
    colouring: makeColouring(context),
    filters: makeFilterForm(context),
    chips: makeChips(context),
    legend: makeLegend(context, classes),
    share: makeShare(context),
    places: makePlaces(context, (place) => goTo(map, place)),
  });
  context.connect({ frame, table, feature, classes });
  section.dataset.state = "ready";
  map = createMap(context, frame.canvas);
  table.attend(map);
  download.attend(map);
  keepAddress(
    context,
    (state) =>
      map &&
      state.view &&
      map.jumpTo({ center: [state.view.lng, state.view.lat], zoom: state.view.zoom }),
  );
  if (map) live(context, map, { regions, classes, feature });
  else withoutMap(context, frame);
  if (store.get().chosen) feature.show(store.get().chosen);
}

/** What happens once there is a map. */
function live(context, map, { regions, classes, feature }) {
  const { section, store, t } = context;
  const drawing = createDrawing(context, map, classes);
  map.getCanvas().setAttribute("aria-describedby", `${context.id}-keys`);
  let begun = false;
  map.once("styledata", async () => {
    map.addImage("dq-hatch", hatch());
    const grounds = [bringRegions(context, map, regions), bringMrc(context, map)];
    await Promise.all([drawing.start(), ...grounds]);
    drawing.sync();
    begun = true;
    map.triggerRepaint();
  });
  createPointing(context, map, drawing);
  feature.onChosen((chosen, fromTable) => {
    drawing.mark(chosen);
    if (fromTable && chosen?.bounds) showFeature(map, chosen.bounds);
  });
  map.on("moveend", () => {
    const { lng, lat } = map.getCenter();
    store.set({ view: { zoom: map.getZoom(), lat, lng } }, "replace");
  });
  map.on("idle", () => {
    if (!begun) return;
    context.sayDrawn();
    section.dataset.state = "idle";
    section.dispatchEvent(new CustomEvent("dq-map:idle", { bubbles: true }));
  });
  map.on("error", ({ error }) => context.fail(new Refused(t("error.drawing"), statusOf(error))));
  map
    .getCanvas()
    .addEventListener("webglcontextlost", () => context.fail(new Refused(t("undrawable.lost"), 0)));
}

/** The libraries say the status in a sentence: « Bad response code: 410 », « AJAXError: Gone (410) ». */
const statusOf = ({ status, message }) =>
  status ?? Number(/\b([45]\d\d)\b/.exec(message)?.[1] ?? 0);

function withoutMap({ section, t }, frame) {
  section.classList.add("dq-map--undrawn");
  sayUndrawable(frame.canvas, t);
  section.dataset.state = "idle";
  section.dispatchEvent(new CustomEvent("dq-map:idle", { bubbles: true }));
}
