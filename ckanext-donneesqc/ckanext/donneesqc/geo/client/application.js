/* One map of a page: from what the portal says of it to all its parts, wired together. */
import { fromParameters, parametersHere } from "./address.js";
import { getJson } from "./api.js";
import { createClasses } from "./classes.js";
import { makeColouring } from "./colouring.js";
import { createContext } from "./context.js";
import { makeDownload } from "./download.js";
import { createDrawing } from "./drawing.js";
import { makeFeature } from "./feature.js";
import { makeChips, makeFilterForm } from "./filters.js";
import { buildFrame } from "./frame.js";
import { makeLayers } from "./layers.js";
import { makeLegend } from "./legend.js";
import { comeBack, live, withoutMap } from "./live.js";
import { createMap, goTo, showFeature } from "./map.js";
import { makePlaces } from "./places.js";
import { createPointing } from "./pointing.js";
import { keepAddress, makeShare } from "./share.js";
import { createStore, opening } from "./state.js";
import { makeTable } from "./table.js";
import { makeValues } from "./values.js";
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
      await shown(data)(section, data, t);
    }
  } catch (reason) {
    sayBroken(section, reason.message || t("error.network"), t);
    section.dataset.state = "broken";
  }
}

/** What shows these data: features that we hold, or images that a live service holds. */
const shown = ({ layers }) =>
  layers[0].drawing.kind === "raster"
    ? async (...given) => (await import("./images.js")).showImages(...given)
    : show;

async function made(section, asked, t) {
  const data = await asked;
  if (data.state !== "waiting") return data;
  section.dataset.state = "waiting";
  return untilMade(section, section.dataset.dqMap, t);
}

async function show(section, data, t) {
  const regions = getJson(data.background.regions.afar);
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
    values: makeValues(context, classes),
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
  keepAddress(context, (state) => comeBack(map, state));
  if (map) drawn(context, map, { regions, classes, feature });
  else withoutMap(context, frame.canvas, t("undrawable.text"));
  if (store.get().chosen) feature.show(store.get().chosen);
}

function drawn(context, map, { regions, classes, feature }) {
  const drawing = createDrawing(context, map, classes);
  const sentence = context.t("error.drawing");
  live(context, map, { regions, start: drawing.start, sync: drawing.sync, sentence });
  createPointing(context, map, drawing);
  feature.onChosen((chosen, fromTable) => {
    drawing.mark(chosen);
    if (fromTable && chosen?.bounds) showFeature(map, chosen.bounds);
  });
}
