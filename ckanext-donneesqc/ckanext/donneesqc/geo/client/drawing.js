/* Keep the map's layers as the reader's choices say: which data, how coloured, which one marked. */
import { asking, lastOnly } from "./api.js";
import { UNDER } from "./background.js";
import { isPoint, seen } from "./map.js";
import { levelOf } from "./state.js";
import { HUES, chosenPoint, layersOf, markOf } from "./style.js";
import { addressOf, askAhead, readTiles, thinnedZooms, tilesOf } from "./tiles.js";

const HEAVY = 20_000; // polygons whose outlines wait until one is near
const CROWD = 1500; // points from which they are drawn smaller
const SAMPLED = 250_000; // points among which the portal takes some quickly
const NOTHING = { type: "FeatureCollection", features: [] };

/**
 * Draw the layers of the data and keep them drawn.
 *
 * @param {object} context
 * @param {import("./vendor/maplibre-gl.mjs").Map} map
 * @param {object} classes
 */
export function createDrawing(context, map, classes) {
  const { store, layers } = context;
  const placed = new Map();
  const partial = new Set();
  const thinned = new Map();
  const askers = new Map(layers.map((layer) => [layer.name, lastOnly()]));
  let chosen = null;

  function sync(layer) {
    const own = store.get().layers[layer.name];
    const colours = own.colour ? classes.of(layer.name) : null;
    if (own.colour && !colours && classes.pending(layer.name)) return; // its colours are coming
    if (layer.drawing.kind === "territory" && !map.getSource(`${sourceOf(layer, own)}-names`)) return;
    const plan = planOf(layer, own, colours, store.get().numbers);
    const now = placed.get(layer.name);
    if (now?.signature === plan?.signature) return;
    const sameSource = now?.kind === plan?.kind;
    if (now) take(layer, now, !sameSource);
    if (plan) put(layer, plan, own);
    remark();
  }

  function planOf(layer, own, colours, numbers) {
    if (!own.shown) return null;
    const fetched = isFetched(layer, own, colours);
    const clustered =
      layer.geometry === "point" && !colours && (fetched || layer.drawing.kind === "geojson");
    const level = levelOf(layer, own);
    const kind = [
      level,
      fetched ? `fetched${JSON.stringify(own.filters)}` : layer.drawing.kind,
      clustered,
    ].join();
    return {
      kind,
      level,
      fetched,
      clustered,
      colours,
      numbers,
      signature: [kind, JSON.stringify(colours), own.colour?.column, numbers].join(),
    };
  }

  function put(layer, plan, own) {
    const source = sourceOf(layer, own);
    if (!map.getSource(source)) addSource(layer, plan, source);
    const how = {
      source,
      level: plan.level,
      fetched: plan.fetched,
      classes: plan.colours,
      column: own.colour?.column,
      numbers: plan.numbers,
      hue: HUES[layers.indexOf(layer) % HUES.length],
      heavy: layer.drawing.kind === "pmtiles" && layer.drawn > HEAVY,
      crowded: layer.drawn > CROWD,
      words: context.t.measure,
    };
    const { under, over } = layersOf(layer, how);
    under.forEach((item) => map.addLayer(item, above(layer, "under") ?? UNDER.data));
    over.forEach((item) => map.addLayer(item, above(layer, "over") ?? UNDER.dots));
    placed.set(layer.name, {
      ...plan,
      how,
      under: under.map((item) => item.id),
      over: over.map((item) => item.id),
    });
    if (layer.drawing.kind === "territory")
      map.setLayoutProperty(`dq-names-${plan.level}`, "visibility", "none");
  }

  /** The lowest MapLibre layer of the nearest layer that lies above this one. */
  function above(layer, part) {
    const nearest = layers
      .slice(0, layers.indexOf(layer))
      .reverse()
      .find((other) => placed.get(other.name)?.[part].length);
    return nearest && placed.get(nearest.name)[part][0];
  }

  function take(layer, now, andSource) {
    unmark();
    [...now.under, ...now.over].forEach((id) => map.removeLayer(id));
    placed.delete(layer.name);
    partial.delete(layer.name);
    if (layer.drawing.kind === "territory")
      map.setLayoutProperty(`dq-names-${now.level}`, "visibility", "visible");
    else if (andSource) map.removeSource(now.how.source);
  }

  function addSource(layer, plan, source) {
    if (!plan.fetched && layer.drawing.kind === "pmtiles") {
      map.addSource(source, tilesOf(layer));
      return;
    }
    const gathering = plan.clustered
      ? { cluster: true, clusterRadius: 44, clusterMaxZoom: 13, clusterMinPoints: 3 }
      : {};
    map.addSource(source, {
      type: "geojson",
      data: plan.fetched ? NOTHING : addressOf(layer),
      tolerance: 0.3,
      ...gathering,
    });
    if (plan.fetched) bringFetched(layer);
  }

  async function bringFetched(layer) {
    const { filters } = store.get().layers[layer.name];
    const extent = partial.has(layer.name) ? seen(map).join(",") : "";
    try {
      const answer = await askers.get(layer.name)(
        asking(layer.shape, { filtres: filters, emprise: extent }),
      );
      if (!answer || !placed.get(layer.name)?.fetched) return;
      map.getSource(sourceOf(layer)).setData(answer);
      const first = answer.shown < answer.matched && !partial.has(layer.name);
      if (first) partial.add(layer.name);
      placed.get(layer.name).part = answer;
      tellPart();
      if (first) bringFetched(layer);
    } catch (reason) {
      context.fail(reason);
    }
  }

  /** Say what isn't drawn one by one: features beyond the most, points that stand for others. */
  function tellPart() {
    if ([...placed.values()].some((now) => now.part?.matched === 0)) {
      context.drawnPart(context.t("drawn.none"));
      return;
    }
    const { matched, shown } =
      [...placed.values()]
        .map((now) => now.part)
        .find((part) => part && part.shown < part.matched) ?? {};
    if (matched) context.drawnPart(context.t("drawn.part", { matched, shown }));
    else if (layers.some(stands)) context.drawnPart(context.t("drawn.groups"));
    else context.drawnPart(layers.some(isThin) ? context.t("drawn.thinned") : "");
  }

  /** Whether a layer's tiles leave features out at this scale. */
  function isThin(layer) {
    const now = placed.get(layer.name);
    if (!now || now.fetched || layer.drawing.kind !== "pmtiles") return false;
    return thinned.get(layer.name)?.[Math.floor(map.getZoom())] ?? false;
  }

  async function learnThinned(layer) {
    thinned.set(layer.name, await thinnedZooms(layer));
    tellPart();
  }

  function stands(layer) {
    const now = placed.get(layer.name);
    const dots = `${layer.name}:point`;
    if (!now?.colours || now.fetched || layer.drawing.kind !== "pmtiles" || !map.getLayer(dots))
      return false;
    return map
      .queryRenderedFeatures({ layers: [dots] })
      .some((feature) => feature.properties.point_count > 1);
  }

  function mark(feature) {
    chosen = feature;
    remark();
  }

  function unmark() {
    for (const layer of layers) {
      for (const id of [`${layer.name}:mark-halo`, `${layer.name}:mark`])
        if (map.getLayer(id)) map.removeLayer(id);
    }
  }

  function remark() {
    unmark();
    const point =
      chosen?.bounds && isPoint(chosen.bounds) ? [chosen.bounds[0], chosen.bounds[1]] : null;
    ring(point);
    const now = chosen && placed.get(chosen.layer);
    if (!now || point) return;
    const layer = context.layerOf(chosen.layer);
    const id = layer.drawing.kind === "territory" ? chosen.territory : chosen.id;
    for (const item of markOf(layer, now.how, id)) map.addLayer(item, UNDER.dots);
  }

  /** The ring around a chosen point. */
  function ring(point) {
    const data = point
      ? { type: "Feature", properties: {}, geometry: { type: "Point", coordinates: point } }
      : NOTHING;
    if (map.getSource("dq-chosen")) map.getSource("dq-chosen").setData(data);
    else if (point) {
      map.addSource("dq-chosen", { type: "geojson", data });
      chosenPoint("dq-chosen").forEach((item) => map.addLayer(item));
    }
  }

  const syncAll = () => [...layers].reverse().forEach(sync);
  classes.subscribe((name) => sync(context.layerOf(name)));
  store.subscribe((state, previous) => {
    if (state.layers !== previous.layers || state.numbers !== previous.numbers) syncAll();
    if (state.detailed !== previous.detailed) showDetail(state.detailed);
  });
  map.on("idle", tellPart);
  context.drawn.then(() =>
    layers.filter((layer) => layer.drawing.kind === "pmtiles").forEach(learnThinned),
  );
  map.on("moveend", () => partial.forEach((name) => bringFetched(context.layerOf(name))));

  function showDetail(wanted) {
    if (map.getLayer("dq-tiles"))
      map.setLayoutProperty("dq-tiles", "visibility", wanted ? "visible" : "none");
  }

  function askTiles() {
    for (const layer of layers) {
      const own = store.get().layers[layer.name];
      if (layer.drawing.kind === "pmtiles" && own.shown && !isFetched(layer, own, own.colour))
        askAhead(map, layer).catch(() => {}); // told by start()
    }
  }

  async function start() {
    showDetail(store.get().detailed);
    await readTiles(layers).catch(context.fail);
    syncAll();
  }

  askTiles();
  return {
    start,
    sync: syncAll,
    mark,
    /** The ids of what a reader may point at, and the layer of each. */
    pointable: () =>
      new Map(
        [...placed].flatMap(([name, { under, over }]) =>
          [...under, ...over]
            .filter((id) => /:(fill|line|point|cluster|hatch|blank)$/.test(id))
            .map((id) => [id, name]),
        ),
      ),
  };
}

/**
 * Whether features are asked for one by one rather than drawn from the layer's own drawing: those
 * that filters keep, and coloured points, which in tiles stand for their neighbours too.
 */
function isFetched(layer, own, colours) {
  if (layer.drawing.kind === "territory") return false;
  const coloured =
    colours &&
    layer.drawing.kind === "pmtiles" &&
    layer.geometry === "point" &&
    layer.drawn <= SAMPLED;
  return own.filters.length > 0 || Boolean(coloured);
}

function sourceOf(layer, own) {
  return layer.drawing.kind === "territory" ? `dq-${levelOf(layer, own)}` : `dq-data-${layer.name}`;
}
