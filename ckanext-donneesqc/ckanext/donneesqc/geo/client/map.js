/* The map itself: MapLibre in our language, flat and north up, moved by mouse, fingers or keys. */
import {
  MapLibreMap,
  NavigationControl,
  ScaleControl,
  addProtocol,
} from "./vendor/maplibre-gl.mjs";
import { backgroundStyle } from "./background.js";
import { loadTile } from "./tiles.js";

addProtocol("pmtiles", loadTile);

const NEAREST = 15; // zoom to which a small extent is brought
const NEAR = 10; // zoom at which a point is shown among what is around it
const MARGIN = 40; // pixels
const VISIBLE = 40; // pixels
const FLIGHT = 600; // milliseconds

/**
 * Draw the background and give the map; null where the browser can't draw one (no WebGL).
 *
 * @param {object} context
 * @param {HTMLElement} container
 * @returns {MapLibreMap|null}
 */
export function createMap(context, container) {
  const { t, store, data } = context;
  const { view } = store.get();
  try {
    const map = new MapLibreMap({
      container,
      style: backgroundStyle(data.background.tiles),
      ...(view
        ? { center: [view.lng, view.lat], zoom: view.zoom }
        : {
            bounds: extentOf(context.layers),
            fitBoundsOptions: { padding: MARGIN, maxZoom: NEAREST },
          }),
      locale: locale(t),
      minZoom: 2,
      maxZoom: 20,
      maxPitch: 0,
      pixelRatio: Math.min(devicePixelRatio, 2),
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      cooperativeGestures: true,
      renderWorldCopies: false,
      fadeDuration: 0,
      validateStyle: false,
    });
    map.touchZoomRotate.disableRotation();
    map.keyboard.disableRotation();
    map.addControl(new NavigationControl({ showCompass: false }), "top-right");
    map.addControl(
      new WholeControl(t, () => goTo(map, { bounds: extentOf(context.layers) })),
      "top-right",
    );
    map.addControl(new ScaleControl({ unit: "metric", maxWidth: 120 }), "bottom-left");
    return map;
  } catch {
    container.replaceChildren();
    return null;
  }
}

/**
 * Go to a place, by a flight that is short, or none for those who asked for less motion.
 *
 * @param {MapLibreMap|null} map
 * @param {{bounds?: number[]|null, center?: number[]|null}} place
 */
export function goTo(map, { bounds, center }) {
  if (!map) return;
  const options = { padding: MARGIN, maxZoom: NEAREST, duration: FLIGHT, linear: true };
  if (bounds)
    map.fitBounds(
      [
        [bounds[0], bounds[1]],
        [bounds[2], bounds[3]],
      ],
      options,
    );
  else if (center)
    map.easeTo({ center, zoom: Math.max(map.getZoom(), NEAR + 2), duration: FLIGHT });
}

/**
 * Show a chosen feature: the map stays where it is when the feature is seen well enough.
 *
 * @param {MapLibreMap} map
 * @param {number[]} bounds
 */
export function showFeature(map, bounds) {
  const [west, south, east, north] = seen(map);
  const within = bounds[0] >= west && bounds[2] <= east && bounds[1] >= south && bounds[3] <= north;
  const [low, high] = [map.project([bounds[0], bounds[1]]), map.project([bounds[2], bounds[3]])];
  const large = isPoint(bounds)
    ? map.getZoom() >= NEAR
    : Math.hypot(high.x - low.x, high.y - low.y) > VISIBLE;
  if (within && large) return;
  if (isPoint(bounds))
    map.easeTo({
      center: [bounds[0], bounds[1]],
      zoom: Math.max(map.getZoom(), NEAR),
      duration: FLIGHT,
    });
  else goTo(map, { bounds });
}

/**
 * Return whether bounds are those of one place.
 *
 * @param {number[]} bounds
 */
export const isPoint = (bounds) => bounds[0] === bounds[2] && bounds[1] === bounds[3];

/**
 * Return what is seen: west, south, east, north.
 *
 * @param {MapLibreMap} map
 * @returns {number[]}
 */
export function seen(map) {
  const bounds = map.getBounds();
  return [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()].map((value) =>
    Number(value.toFixed(5)),
  );
}

/** The bounds of all layers, or of Québec when none of them has a place. */
function extentOf(layers) {
  const extents = layers.map((layer) => layer.extent).filter(Boolean);
  if (!extents.length) return [-79.85, 44.99, -57.1, 62.62];
  const side = (index, of) => of(...extents.map((extent) => extent[index]));
  return [side(0, Math.min), side(1, Math.min), side(2, Math.max), side(3, Math.max)];
}

function locale(t) {
  return {
    "Map.Title": t("map.title"),
    "NavigationControl.ZoomIn": t("map.zoomIn"),
    "NavigationControl.ZoomOut": t("map.zoomOut"),
    "CooperativeGesturesHandler.WindowsHelpText": t("map.wheel"),
    "CooperativeGesturesHandler.MacHelpText": t("map.wheelMac"),
    "CooperativeGesturesHandler.MobileHelpText": t("map.fingers"),
  };
}

/** A button that shows all the data again. */
class WholeControl {
  constructor(t, does) {
    this.button = document.createElement("button");
    this.button.type = "button";
    this.button.className = "dq-map__whole";
    this.button.title = t("map.whole");
    this.button.setAttribute("aria-label", t("map.whole"));
    this.button.addEventListener("click", does);
  }

  onAdd() {
    this.group = document.createElement("div");
    this.group.className = "maplibregl-ctrl maplibregl-ctrl-group";
    this.group.append(this.button);
    return this.group;
  }

  onRemove() {
    this.group.remove();
  }
}

/**
 * Draw grey stripes on white, which say that nothing is known: the image « dq-hatch ».
 *
 * @returns {ImageData}
 */
export function hatch() {
  const size = 8;
  const data = new Uint8ClampedArray(size * size * 4);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const stripe = (x + y) % size < 2;
      data.set(stripe ? [136, 147, 162, 255] : [246, 247, 249, 255], (y * size + x) * 4);
    }
  }
  return new ImageData(data, size, size);
}
