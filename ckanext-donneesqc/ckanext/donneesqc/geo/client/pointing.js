/* What is under the mouse, the finger, or — by keyboard — the middle of the map. */

const NEAR = 6; // pixels

/**
 * Choose a feature by a click, or by Enter on the map; a group of points is entered instead.
 *
 * @param {object} context
 * @param {import("./vendor/maplibre-gl.mjs").Map} map
 * @param {{pointable: function(): Map<string, string>}} drawing
 */
export function createPointing(context, map, drawing) {
  const canvas = map.getCanvas();

  function under(point) {
    const ids = drawing.pointable();
    const around = [
      [point.x - NEAR, point.y - NEAR],
      [point.x + NEAR, point.y + NEAR],
    ];
    const found = map.queryRenderedFeatures(around, { layers: [...ids.keys()] });
    const exact = new Set(map.queryRenderedFeatures(point, { layers: [...ids.keys()] }).map(keyOf));
    const kept = found.filter(
      (feature) =>
        feature.geometry.type.endsWith("Point") ||
        feature.geometry.type.endsWith("LineString") ||
        exact.has(keyOf(feature)),
    );
    return kept.map((feature) => ({ feature, layer: context.layerOf(ids.get(feature.layer.id)) }));
  }

  async function enter({ feature }) {
    const center = feature.geometry.coordinates;
    const source = map.getSource(feature.source);
    const zoom =
      feature.properties.cluster_id === undefined
        ? map.getZoom() + 2
        : await source.getClusterExpansionZoom(feature.properties.cluster_id);
    map.easeTo({ center, zoom: Math.min(zoom, 20), duration: 500 });
  }

  function choose(point) {
    const found = under(point);
    if (!found.length) {
      context.sayNothing(point);
      return;
    }
    const first = found[0];
    if (first.feature.layer.id.endsWith(":cluster") && map.getZoom() < 18) {
      enter(first);
      return;
    }
    const all = found.filter(
      ({ feature, layer }) =>
        layer === first.layer && (feature.id !== undefined || layer.drawing.kind === "territory"),
    );
    const ids = [
      ...new Set(
        all.map(({ feature, layer }) =>
          layer.drawing.kind === "territory" ? feature.properties.code : feature.id,
        ),
      ),
    ];
    if (ids.length)
      context.choose({ layer: first.layer.name, id: ids[0] }, { from: canvas, here: ids });
  }

  map.on("click", (event) => choose(event.point));
  canvas.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    choose(map.project(map.getCenter()));
  });
  let waiting = false;
  map.on("mousemove", (event) => {
    if (waiting || map.isMoving()) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      const [first] = under(event.point);
      canvas.style.cursor = first ? "pointer" : "";
      context.hover(first, event.point);
    });
  });
  map.on("mouseout", () => context.hover(null));
  map.on("movestart", () => context.hover(null));
}

const keyOf = (feature) => `${feature.layer.id}/${feature.id ?? feature.properties.code}`;
