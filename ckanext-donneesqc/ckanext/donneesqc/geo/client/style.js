/* How a layer of the data is drawn: MapLibre layers, from what is chosen. */
import { choropleth } from "./choropleth.js";
import { byClass, isMissing } from "./classify.js";

/** One hue for each layer of a map, told apart by those who don't see colours as most do. */
export const HUES = ["#1472bf", "#b3541e", "#4f813d", "#6b4fa1", "#0f766e", "#9c2f63"];
const WHITE = "#ffffff";
const GREY = "#6b778a";
const YELLOW = "#ffd84d";
const FONT = ["Open Sans"];
const DARK = "#223654";

const isPoint = ["==", ["geometry-type"], "Point"];
const isLine = ["==", ["geometry-type"], "LineString"];
const isPolygon = ["==", ["geometry-type"], "Polygon"];
const byZoom = (...stops) => ["interpolate", ["linear"], ["zoom"], ...stops];

/**
 * Return the MapLibre layers of a layer of the data, those of polygons first.
 *
 * @param {object} layer
 * @param {{hue: string, classes: object|null, column: string, numbers: boolean, source: string, fetched: boolean, crowded: boolean}} how
 * @returns {{under: Array<object>, over: Array<object>}} what goes under the borders, and over them
 */
export function layersOf(layer, how) {
  const from = {
    source: how.source,
    ...(layer.drawing.kind === "pmtiles" && !how.fetched ? { "source-layer": "layer" } : {}),
  };
  const named = (what) => ({ id: `${layer.name}:${what}`, ...from });
  if (layer.drawing.kind === "territory") return choropleth(named, how, how.level);
  const has = (kind) => layer.geometry === kind || layer.geometry === "mixed";
  const under = has("polygon") ? polygons(named, how) : [];
  const over = [
    ...(has("line") ? lines(named, how) : []),
    ...(has("point") ? points(named, how) : []),
  ];
  if (how.numbers && how.classes) over.push(number(named, how));
  return { under, over };
}

/**
 * Return the layers that mark one chosen line or polygon.
 *
 * @param {object} layer
 * @param {{source: string, fetched: boolean}} how
 * @param {number|string} id
 */
export function markOf(layer, how, id) {
  const from = {
    source: how.source,
    ...(layer.drawing.kind === "pmtiles" && !how.fetched ? { "source-layer": "layer" } : {}),
  };
  const own = layer.drawing.kind === "territory" ? ["==", ["get", "code"], id] : ["==", ["id"], id];
  const filter = ["all", own, ["!=", ["geometry-type"], "Point"]];
  const line = (what, colour, width) => ({
    id: `${layer.name}:${what}`,
    type: "line",
    ...from,
    filter,
    layout: { "line-join": "round", "line-cap": "round" },
    paint: { "line-color": colour, "line-width": width },
  });
  return [line("mark-halo", YELLOW, 7), line("mark", DARK, 2.5)];
}

/**
 * Return the ring around a chosen point: dark, on yellow, so that it shows on anything.
 *
 * @param {string} source
 */
export function chosenPoint(source) {
  const circle = (id, radius, stroke, width) => ({
    id,
    type: "circle",
    source,
    paint: {
      "circle-radius": radius,
      "circle-opacity": 0,
      "circle-stroke-color": stroke,
      "circle-stroke-width": width,
    },
  });
  return [circle("dq-chosen-halo", 10, YELLOW, 5), circle("dq-chosen-ring", 9, DARK, 2)];
}

function colour({ classes, column, hue }, plain = hue) {
  if (!classes) return plain;
  return byClass(
    classes,
    column,
    classes.colours,
    classes.others?.colour ?? classes.missing.colour,
    classes.missing.colour,
  );
}

/** What grows with the class of numbers, so that colour isn't alone to say it. */
function growing({ classes, column }, least, most, plain) {
  if (!classes) return plain;
  const many = classes.colours.length;
  const sizes = classes.colours.map((_, key) =>
    many < 2 || classes.kind !== "numbers" ? plain : least + ((most - least) * key) / (many - 1),
  );
  return byClass(classes, column, sizes, plain, least);
}

function polygons(named, how) {
  const filter = isPolygon;
  const { classes, column } = how;
  const fill = {
    ...named("fill"),
    type: "fill",
    filter,
    paint: {
      "fill-color": colour(how),
      "fill-opacity": classes ? 0.9 : 0.28, // as the legend says it, or seen through
      "fill-outline-color": classes ? "rgba(255, 255, 255, 0.7)" : how.hue,
    },
  };
  const outline = {
    ...named("outline"),
    type: "line",
    filter,
    minzoom: how.heavy ? 14 : 0, // from farther, the fill's own outline is enough
    layout: how.heavy ? {} : { "line-join": "round" },
    paint: {
      "line-color": classes ? DARK : how.hue,
      "line-opacity": classes ? 0.55 : 0.9,
      "line-width": byZoom(6, 0.6, 12, 1.4),
    },
  };
  if (!classes?.missing.count) return [fill, outline];
  const hatch = {
    ...named("hatch"),
    type: "fill",
    filter: ["all", filter, isMissing(classes, column)],
    paint: { "fill-pattern": "dq-hatch" },
  };
  return [fill, hatch, outline];
}

function lines(named, how) {
  const layout = { "line-join": "round", "line-cap": "round" };
  const width = growing(how, 1.5, 5, 2.5);
  return [
    {
      ...named("casing"),
      type: "line",
      filter: isLine,
      layout,
      paint: { "line-color": WHITE, "line-opacity": 0.8, "line-width": ["+", width, 2] },
    },
    {
      ...named("line"),
      type: "line",
      filter: isLine,
      layout,
      paint: { "line-color": colour(how), "line-width": width },
    },
  ];
}

function points(named, how) {
  const gathered = ["has", "point_count"];
  if (how.classes) return [dot(named, how, isPoint)];
  return [
    dot(named, how, ["all", isPoint, ["!", gathered]]),
    {
      ...named("cluster"),
      type: "circle",
      filter: gathered,
      paint: {
        "circle-color": how.hue,
        "circle-opacity": 0.92,
        "circle-stroke-color": WHITE,
        "circle-stroke-width": 2,
        "circle-radius": [
          "interpolate",
          ["linear"],
          ["sqrt", ["to-number", ["get", "point_count"]]],
          1,
          11,
          10,
          16,
          100,
          24,
          400,
          32,
        ],
      },
    },
    {
      ...named("count"),
      type: "symbol",
      filter: gathered,
      layout: {
        "text-field": short(["to-number", ["get", "point_count"]]),
        "text-font": FONT,
        "text-size": 12,
        "text-allow-overlap": true,
      },
      paint: { "text-color": WHITE },
    },
  ];
}

/** « 3,4 k » would say less than « 3400 »: thousands are shortened from ten of them on. */
function short(count) {
  const thousands = ["concat", ["to-string", ["round", ["/", count, 1000]]], "\u00a0k"];
  return ["case", ["<", count, 10000], ["to-string", count], thousands];
}

function dot(named, how, filter) {
  const { classes, column } = how;
  const lack = classes ? isMissing(classes, column) : false;
  const size = growing(how, 4, 7.5, 5.5);
  const bigger = (factor) => (Array.isArray(size) ? ["*", size, factor] : size * factor);
  return {
    ...named("point"),
    type: "circle",
    filter,
    layout: classes ? { "circle-sort-key": ["case", lack, 0, 1] } : {},
    paint: {
      "circle-color": classes ? ["case", lack, WHITE, colour(how)] : how.hue,
      "circle-stroke-color": classes ? ["case", lack, GREY, "rgba(34, 54, 84, 0.75)"] : WHITE,
      "circle-stroke-width": classes ? 0.8 : 1.5,
      "circle-radius":
        how.numbers && classes ? 9 : byZoom(5, bigger(how.crowded ? 0.5 : 0.7), 12, bigger(1.15)),
    },
  };
}

function number(named, { classes, column }) {
  const texts = classes.colours.map((_, key) => String(key + 1));
  return {
    ...named("number"),
    type: "symbol",
    layout: {
      "text-field": byClass(classes, column, texts, "", ""),
      "text-font": FONT,
      "text-size": 12,
      "text-padding": 0,
    },
    paint: { "text-color": DARK, "text-halo-color": WHITE, "text-halo-width": 1.8 },
  };
}
