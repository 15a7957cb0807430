/* A map of a live service: its images, their legends, what it says of a place. */
import { fromParameters, parametersHere } from "./address.js";
import { getJson } from "./api.js";
import { UNDER } from "./background.js";
import { createContext } from "./context.js";
import { makeFound } from "./found.js";
import { buildFrame } from "./frame.js";
import { makeLayers } from "./layers.js";
import { makeLegends } from "./legends.js";
import { comeBack, live, withoutMap } from "./live.js";
import { createMap, goTo } from "./map.js";
import { makePlaces } from "./places.js";
import { keepAddress, makeShare } from "./share.js";
import { createStore, opening } from "./state.js";
import { setMaxParallelImageRequests } from "./vendor/maplibre-gl.mjs";

const AT_ONCE = 6; // images asked of the portal

/**
 * Show the images of a live service.
 *
 * @param {HTMLElement} section
 * @param {object} data
 * @param {function(string, object=): string} t
 */
export async function showImages(section, data, t) {
  const regions = getJson(data.background.regions.afar);
  const start = opening(data.layers);
  const store = createStore(fromParameters(parametersHere(), start, data.layers));
  const context = createContext({ section, data, t, store, start });
  const found = makeFound(context);
  let map = null;
  const frame = buildFrame(context, {
    trouble: context.trouble,
    status: context.status,
    feature: found.element,
    layers: makeLayers(context),
    legend: makeLegends(context),
    share: makeShare(context),
    places: makePlaces(context, (place) => goTo(map, place)),
  });
  context.connect({ frame });
  section.dataset.state = "ready";
  setMaxParallelImageRequests(AT_ONCE);
  map = createMap(context, frame.canvas);
  keepAddress(context, (state) => comeBack(map, state));
  if (!map) {
    withoutMap(context, frame.canvas, t("images.undrawable"));
    return;
  }
  const drawing = createImages(context, map);
  live(context, map, { ...drawing, regions, sentence: t("images.missing") });
  found.attend(map);
}

/** Keep on the map the images of the layers that are shown, the first on top. */
function createImages(context, map) {
  const { store, layers, t } = context;

  function put(layer) {
    const { address, size, minzoom, maxzoom } = layer.drawing;
    const id = `dq-data-${layer.name}`;
    map.addSource(id, {
      type: "raster",
      tiles: [new URL(address, location.href).href.replaceAll("%7B", "{").replaceAll("%7D", "}")],
      tileSize: size,
      ...(layer.extent ? { bounds: layer.extent } : {}),
    });
    map.addLayer(
      {
        id,
        type: "raster",
        source: id,
        ...(minzoom === undefined ? {} : { minzoom }),
        ...(maxzoom === undefined ? {} : { maxzoom }),
        paint: { "raster-fade-duration": 0 },
      },
      UNDER.data,
    );
  }

  function sync() {
    for (const layer of [...layers].reverse()) {
      const { shown } = store.get().layers[layer.name];
      const id = `dq-data-${layer.name}`;
      if (shown && !map.getLayer(id)) put(layer);
      if (map.getLayer(id)) map.setLayoutProperty(id, "visibility", shown ? "visible" : "none");
    }
    inOrder();
    tellScale();
  }

  /** The first layer of the list covers the others, whatever the order in which they were shown. */
  function inOrder() {
    for (const layer of [...layers].reverse()) {
      const id = `dq-data-${layer.name}`;
      if (map.getLayer(id)) map.moveLayer(id, UNDER.data);
    }
  }

  /** Say which of the layers that are shown the service doesn't draw at this scale. */
  function tellScale() {
    const zoom = map.getZoom();
    const named = (kept) =>
      t.list(
        layers
          .filter((layer) => store.get().layers[layer.name].shown && kept(layer.drawing))
          .map((layer) => layer.title),
      );
    const far = named(({ minzoom }) => minzoom !== undefined && zoom < minzoom);
    const near = named(({ maxzoom }) => maxzoom !== undefined && zoom >= maxzoom);
    context.drawnPart(
      [far && t("images.nearer", { layers: far }), near && t("images.farther", { layers: near })]
        .filter(Boolean)
        .join(" "),
    );
  }

  function showDetail() {
    if (map.getLayer("dq-tiles"))
      map.setLayoutProperty("dq-tiles", "visibility", store.get().detailed ? "visible" : "none");
  }

  store.subscribe((state, previous) => {
    if (state.layers !== previous.layers) sync();
    if (state.detailed !== previous.detailed) showDetail();
  });
  map.on("zoomend", tellScale);
  return { start: async () => showDetail(), sync };
}
