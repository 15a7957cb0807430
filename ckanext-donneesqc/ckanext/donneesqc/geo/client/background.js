/*
 * What lies under the data: Québec's régions and MRC, the municipalities when data are drawn on
 * them, their names, and tiles if there are any.
 * Everything is put on the map when it is here, at its place between layers that draw nothing.
 */
import { getJson } from "./api.js";
import { namePoints } from "./labels.js";
import { levelOf } from "./state.js";

/** Layers are put just under these, which are never seen, lowest first. */
export const UNDER = {
  land: "dq-place-land",
  data: "dq-place-data",
  borders: "dq-place-borders",
  names: "dq-place-names",
  dots: "dq-place-dots",
};
const MRC_FROM = 6.5;
const FINEST_FIRST = ["municipalities", "mrc", "regions"];
// zooms from which a simplified border is seen to be
const NEAR_FROM = { regions: 5.5, mrc: 5.5, municipalities: 6.5 };
const FONT = ["Open Sans"];
const LAND = "#fbfaf7";
const HALO = "rgba(255, 255, 255, 0.92)";
const DARK = "#223654";
const NAMES = {
  regions: { minzoom: 3.5, maxzoom: 9, size: [4, 11, 8, 14], spacing: 0.06 },
  mrc: { minzoom: 7.5, maxzoom: 24, size: [7.5, 11, 11, 14], spacing: 0 },
  municipalities: { minzoom: 9, maxzoom: 24, size: [9, 11, 12, 14], spacing: 0 },
};
const BORDERS = {
  regions: ["#8893a2", 1.2],
  mrc: ["#c5cad2", 0.8],
  municipalities: ["#dde0e5", 0.5],
};

/**
 * Return the style that the map starts with.
 *
 * @param {{template: string, size: number}|null} tiles
 */
export function backgroundStyle(tiles) {
  const place = (id) => ({ id, type: "background", layout: { visibility: "none" } });
  const layers = Object.values(UNDER).map(place);
  if (!tiles) return { version: 8, sources: {}, layers };
  layers.splice(1, 0, { id: "dq-tiles", type: "raster", source: "dq-tiles" });
  return {
    version: 8,
    sources: {
      "dq-tiles": {
        type: "raster",
        tiles: [
          new URL(tiles.template, location.href).href.replaceAll("%7B", "{").replaceAll("%7D", "}"),
        ],
        tileSize: tiles.size,
      },
    },
    layers,
  };
}

/**
 * Put the régions on the map once they are here, and the MRC when they are near enough to be seen,
 * or at once when data are drawn on them, as the municipalities then are. What comes first is
 * simplified, for all Québec.
 *
 * @param {object} context
 * @param {import("./vendor/maplibre-gl.mjs").Map} map
 * @param {Promise<object>} regions GeoJSON
 * @returns {Promise<void>} fulfilled when what is to be seen first is there
 */
export async function bringGround(context, map, regions) {
  const ofData = (level) => levelsDrawn(context).includes(level);
  const brought = new Map();
  const bring = (level, asked) => {
    if (!brought.has(level)) brought.set(level, first(level, asked()));
    return brought.get(level);
  };
  const bringAfar = (level) => bring(level, () => getJson(context.data.background[level].afar));

  async function first(level, asked) {
    try {
      put(context, map, level, await asked);
      context.drawn.then(() => refine(context, map, level));
    } catch (reason) {
      brought.delete(level);
      context.fail(reason);
    }
  }

  map.on("moveend", () => map.getZoom() >= MRC_FROM && bringAfar("mrc"));
  await Promise.all([
    bring("regions", () => regions),
    ...(ofData("mrc") || map.getZoom() >= MRC_FROM ? [bringAfar("mrc")] : []),
    ...(ofData("municipalities") ? [bringAfar("municipalities")] : []),
  ]);
}

/** Data are drawn by their own territories, and by those that the reader chose. */
function levelsDrawn({ layers, store }) {
  const own = (layer) => store.get().layers[layer.name];
  return layers.flatMap((layer) => [layer.drawing.level, levelOf(layer, own(layer))]);
}

/** Put the whole borders in the place of the simplified ones, once they are looked at from near. */
function refine(context, map, level) {
  const look = async () => {
    if (map.getZoom() < NEAR_FROM[level]) return;
    map.off("moveend", look);
    try {
      const collection = await getJson(context.data.background[level].near);
      map.getSource(`dq-${level}`).setData(collection);
    } catch {
      map.on("moveend", look); // what is there is good enough until then
    }
  };
  map.on("moveend", look);
  look();
}

function put(context, map, level, collection) {
  context.territories.set(level, collection);
  map.addSource(`dq-${level}`, { type: "geojson", data: collection, tolerance: 0.5 });
  if (level === "regions")
    map.addLayer(
      {
        id: "dq-land",
        type: "fill",
        source: "dq-regions",
        paint: { "fill-color": LAND, "fill-antialias": false },
      },
      UNDER.land,
    );
  map.addLayer(border(level), coarser(map, level) ?? UNDER.borders);
  const drawn = levelsDrawn(context);
  const most = Math.min(...drawn.map((finer) => lastZoom(level, finer)));
  if (drawn.includes(level)) putNames(map, level, collection, most);
  else context.drawn.then(() => putNames(map, level, collection, most));
}

/** The lowest border that lies over those of a level: the larger territories', once they are here. */
function coarser(map, level) {
  return FINEST_FIRST.slice(FINEST_FIRST.indexOf(level) + 1)
    .map((other) => `dq-borders-${other}`)
    .find((id) => map.getLayer(id));
}

/** The names of MRC give way to those of municipalities, many of which are the same. */
function lastZoom(level, drawn) {
  const gives = level === "mrc" && drawn === "municipalities";
  return gives ? NAMES[drawn].minzoom : NAMES[level].maxzoom;
}

/** Names are written once the data are drawn, unless data are written with them. */
function putNames(map, level, collection, maxzoom) {
  map.addSource(`dq-${level}-names`, { type: "geojson", data: namePoints(collection) });
  map.addLayer({ ...names(level), maxzoom }, UNDER.names);
}

function border(level) {
  const [colour, width] = BORDERS[level];
  return {
    id: `dq-borders-${level}`,
    type: "line",
    source: `dq-${level}`,
    layout: { "line-join": "round" },
    paint: { "line-color": colour, "line-width": width },
  };
}

function names(level) {
  const {
    minzoom,
    size: [from, small, to, large],
    spacing,
  } = NAMES[level];
  return {
    id: `dq-names-${level}`,
    type: "symbol",
    source: `dq-${level}-names`,
    minzoom,
    layout: {
      "text-field": ["get", "nom"],
      "text-font": FONT,
      "text-max-width": 8,
      "text-padding": 4,
      "text-size": ["interpolate", ["linear"], ["zoom"], from, small, to, large],
      "text-letter-spacing": spacing,
      "symbol-sort-key": ["-", ["get", "area"]],
    },
    paint: { "text-color": DARK, "text-halo-color": HALO, "text-halo-width": 1.8 },
  };
}
