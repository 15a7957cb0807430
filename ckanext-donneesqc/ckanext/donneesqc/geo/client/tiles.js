/* Tiles in one file (PMTiles): begun to be read as soon as layers are known, before any map. */

const SIDE = 512; // pixels, of a tile as MapLibre draws it
let library = null;
const asked = new Map(); // promises of headers, by address
const headers = new Map(); // those that are here
const ahead = new Map(); // promises of tiles, by address

/**
 * Bring the library, which is no module, and what the files of these layers begin with.
 *
 * @param {Array<object>} layers
 * @returns {Promise<void>} rejected when the library can't be had
 */
export async function readTiles(layers) {
  const cut = layers.filter((layer) => layer.drawing.kind === "pmtiles");
  if (!cut.length) return;
  library ??= bringLibrary();
  await library;
  await Promise.all(cut.map(addressOf).map(readHeader));
}

function readHeader(address) {
  if (!asked.has(address)) asked.set(address, begin(address));
  return asked.get(address);
}

async function begin(address) {
  const { PMTiles, protocol } = await library;
  const tiles = new PMTiles(address);
  protocol.add(tiles);
  const header = await tiles.getHeader().catch(() => null); // asked again, and told, by the map
  if (header) headers.set(address, header);
}

/**
 * Return the source from which MapLibre draws a layer: known at once when its file's header is.
 *
 * @param {object} layer
 */
export function tilesOf(layer) {
  const address = addressOf(layer);
  const header = headers.get(address);
  if (!header) return { type: "vector", url: `pmtiles://${address}` };
  return {
    type: "vector",
    tiles: [`pmtiles://${address}/{z}/{x}/{y}`],
    minzoom: header.minZoom,
    maxzoom: header.maxZoom,
    bounds: [header.minLon, header.minLat, header.maxLon, header.maxLat],
  };
}

/**
 * Return at which zooms a layer's tiles leave features out, as tippecanoe says in its metadata.
 *
 * @param {object} layer
 * @returns {Promise<boolean[]>} empty when nobody knows
 */
export async function thinnedZooms(layer) {
  try {
    const { strategies = [] } = await (await library).protocol.get(addressOf(layer)).getMetadata();
    return strategies.map((zoom) => Boolean(zoom.dropped_as_needed));
  } catch {
    return [];
  }
}

/**
 * Ask for the tiles that a map will show first, while it makes itself ready.
 *
 * @param {import("./vendor/maplibre-gl.mjs").Map} map
 * @param {object} layer
 */
export async function askAhead(map, layer) {
  await readTiles([layer]);
  const { tiles, minzoom, maxzoom } = tilesOf(layer);
  if (!tiles) return;
  const { protocol } = await library;
  for (const { canonical } of map.coveringTiles({ tileSize: SIDE, minzoom, maxzoom })) {
    const url = tiles[0].replace(/\{([xyz])\}/g, (_, name) => canonical[name]);
    const tile = protocol.tile({ url }, new AbortController());
    tile.catch(() => {}); // told when the map asks for it
    ahead.set(url, tile);
  }
}

/**
 * Give MapLibre what it asks for at `pmtiles://`.
 *
 * @param {{url: string, type: string}} request
 * @param {AbortController} abort
 */
export async function loadTile(request, abort) {
  const tile = ahead.get(request.url);
  ahead.delete(request.url);
  return tile ?? (await library).protocol.tile(request, abort);
}

/**
 * Return where a layer's drawing is, whole.
 *
 * @param {object} layer
 */
export const addressOf = (layer) => new URL(layer.drawing.address, location.href).href;

function bringLibrary() {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = new URL("./vendor/pmtiles.js", import.meta.url).href;
    script.addEventListener("load", () => {
      const { PMTiles, Protocol } = window.pmtiles;
      resolve({ PMTiles, protocol: new Protocol() });
    });
    script.addEventListener("error", reject);
    document.head.append(script);
  });
}
