/* Where to write the name of a polygon: once, well inside its largest part. */

const STEPS = 10;
const CORNERS = 150; // of a ring, enough to know what is inside it

/**
 * Return one point for each feature, with its properties and its rough area.
 *
 * @param {{features: Array<object>}} collection GeoJSON polygons
 * @returns {object} GeoJSON
 */
export function namePoints(collection) {
  return { type: "FeatureCollection", features: collection.features.map(namePoint) };
}

function namePoint({ properties, geometry }) {
  const parts = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  const rings = parts.map((part) => part[0]);
  const areas = rings.map(ringArea);
  const area = Math.max(...areas);
  const ring = rings[areas.indexOf(area)];
  return {
    type: "Feature",
    properties: { ...properties, area },
    geometry: { type: "Point", coordinates: inside(thinned(ring)) },
  };
}

function thinned(ring) {
  const every = Math.ceil(ring.length / CORNERS);
  return every > 1 ? [...ring.filter((_, index) => index % every === 0), ring[0]] : ring;
}

function ringArea(ring) {
  let sum = 0;
  for (let i = 1; i < ring.length; i += 1) {
    sum += ring[i - 1][0] * ring[i][1] - ring[i][0] * ring[i - 1][1];
  }
  return Math.abs(sum / 2);
}

/** The place of a grid that is farthest from the ring's border. */
function inside(ring) {
  const [west, south, east, north] = boundsOf(ring);
  let best = { point: [(west + east) / 2, (south + north) / 2], far: 0 };
  for (let i = 1; i < STEPS; i += 1) {
    for (let j = 1; j < STEPS; j += 1) {
      const point = [west + ((east - west) * i) / STEPS, south + ((north - south) * j) / STEPS];
      const far = holds(ring, point) ? distance(ring, point) : 0;
      if (far > best.far) best = { point, far };
    }
  }
  return best.point;
}

function boundsOf(ring) {
  const bounds = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of ring) {
    bounds[0] = Math.min(bounds[0], x);
    bounds[1] = Math.min(bounds[1], y);
    bounds[2] = Math.max(bounds[2], x);
    bounds[3] = Math.max(bounds[3], y);
  }
  return bounds;
}

function holds(ring, [x, y]) {
  let within = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
    const [xi, yi] = ring[i];
    const [xj, yj] = ring[j];
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) within = !within;
  }
  return within;
}

/** The distance to the nearest corner: enough to choose a place for a name. */
function distance(ring, [x, y]) {
  let least = Infinity;
  for (const [xi, yi] of ring) least = Math.min(least, (x - xi) ** 2 + (y - yi) ** 2);
  return least;
}
