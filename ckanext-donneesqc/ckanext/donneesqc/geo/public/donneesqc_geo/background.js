/*
 * What lies under the data: Québec's régions and MRC, their names, and tiles if there are any.
 * Everything is put on the map when it is here, at its place between layers that draw nothing.
 */
import { getJson } from "./api.js";
import { namePoints } from "./labels.js";

/** Layers are put just under these, which are never seen, lowest first. */
export const UNDER = {
  land: "dq-place-land",
  data: "dq-place-data",
  borders: "dq-place-borders",
  names: "dq-place-names",
  dots: "dq-place-dots",
};
const MRC_FROM = 6.5;
const FONT = ["Open Sans"];
const LAND = "#fbfaf7";
const WATER = "#e3ebf2";
const HALO = "rgba(255, 255, 255, 0.92)";
const DARK = "#223654";
const NAMES = {
  regions: { minzoom: 3.5, maxzoom: 9, size: [4, 11, 8, 14], spacing: 0.06 },
  mrc: { minzoom: 7.5, maxzoom: 24, size: [7.5, 11, 11, 14], spacing: 0 },
};
const BORDERS = { regions: ["#8893a2", 1.2], mrc: ["#c5cad2", 0.8] };

/**
 * Return the style that the map starts with.
 *
 * @param {{template: string, size: number}|null} tiles
 */
export function backgroundStyle(tiles) {
  const place = (id) => ({ id, type: "background", layout: { visibility: "none" } });
  const layers = [
    { id: "dq-water", type: "background", paint: { "background-color": WATER } },
    ...Object.values(UNDER).map(place),
  ];
  if (!tiles) return { version: 8, sources: {}, layers };
  layers.splice(2, 0, { id: "dq-tiles", type: "raster", source: "dq-tiles" });
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
 * Put the régions on the map once they are here.
 *
 * @param {object} context
 * @param {import("./vendor/maplibre-gl.mjs").Map} map
 * @param {Promise<object>} asked GeoJSON
 */
export async function bringRegions(context, map, asked) {
  try {
    put(context, map, "regions", await asked);
  } catch (reason) {
    context.fail(reason);
  }
}

/**
 * Bring the MRC when they are near enough to be seen, or at once when data are drawn on them.
 *
 * @param {object} context
 * @param {import("./vendor/maplibre-gl.mjs").Map} map
 * @returns {Promise<void>} fulfilled when what is to be seen first is there
 */
export function bringMrc(context, map) {
  let asked = false;
  async function bring() {
    if (asked) return;
    asked = true;
    try {
      put(context, map, "mrc", await getJson(context.data.background.mrc));
    } catch (reason) {
      asked = false;
      context.fail(reason);
    }
  }
  const needed = context.layers.some((layer) => layer.drawing.level === "mrc");
  const look = () => (needed || map.getZoom() >= MRC_FROM ? bring() : Promise.resolve());
  map.on("moveend", look);
  return look();
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
  map.addLayer(
    border(level),
    level === "mrc" && map.getLayer("dq-borders-regions") ? "dq-borders-regions" : UNDER.borders,
  );
  const isData = context.layers.some((layer) => layer.drawing.level === level);
  if (isData) putNames(map, level, collection);
  else context.drawn.then(() => putNames(map, level, collection));
}

/** Names are written once the data are drawn, unless data are written with them. */
function putNames(map, level, collection) {
  map.addSource(`dq-${level}-names`, { type: "geojson", data: namePoints(collection) });
  map.addLayer(names(level), UNDER.names);
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
    maxzoom,
    size: [from, small, to, large],
    spacing,
  } = NAMES[level];
  return {
    id: `dq-names-${level}`,
    type: "symbol",
    source: `dq-${level}-names`,
    minzoom,
    maxzoom,
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
