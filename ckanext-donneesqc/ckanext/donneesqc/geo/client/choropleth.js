/* Régions, MRC or municipalities coloured by the values of a table. */
import { byCode } from "./classify.js";

const PLAIN = "#1472bf";
const VALUES_FROM = { regions: 4.5, mrc: 7.5, municipalities: 9 }; // zooms at which values fit in their polygons

/**
 * Return the MapLibre layers of a table of territories, and of their values in words.
 *
 * @param {function(string): object} named what begins a layer
 * @param {{classes: object|null, source: string, words: function(number): string, numbers: boolean}} how
 * @param {"regions"|"mrc"|"municipalities"} level
 * @returns {{under: Array<object>, over: Array<object>}}
 */
export function choropleth(named, { classes, source, words, numbers }, level) {
  if (!classes)
    return {
      under: [
        { ...named("fill"), type: "fill", paint: { "fill-color": PLAIN, "fill-opacity": 0.12 } },
      ],
      over: [],
    };
  const all = Object.entries(classes.values ?? {});
  const coded = (found) => [
    "in",
    ["get", "code"],
    ["literal", found.map(([code]) => code)],
  ];
  const known = coded(all.filter(([, value]) => value !== null));
  const under = [
    // those without a row aren't drawn, but may be pointed at
    { ...named("blank"), type: "fill", filter: ["!", coded(all)], paint: { "fill-opacity": 0 } },
    {
      ...named("hatch"),
      type: "fill",
      filter: coded(all.filter(([, value]) => value === null)),
      paint: { "fill-pattern": "dq-hatch" },
    },
    {
      ...named("fill"),
      type: "fill",
      filter: known,
      paint: {
        "fill-color": byCode(classes, classes.colours, classes.missing.colour),
        "fill-opacity": 0.9,
      },
    },
    {
      ...named("outline"),
      type: "line",
      layout: { "line-join": "round" },
      paint: {
        "line-color": "#ffffff",
        "line-width": ["interpolate", ["linear"], ["zoom"], 4, 0.4, 8, 1.2],
      },
    },
  ];
  const values = all.flatMap(([code, value]) => [code, value === null ? "" : words(value)]);
  const texts = classes.colours.map((_, key) => String(key + 1));
  const said = values.length ? ["match", ["get", "code"], ...values, ""] : "";
  const over = [
    {
      id: named("value").id,
      type: "symbol",
      source: `${source}-names`,
      minzoom: numbers ? 3 : VALUES_FROM[level],
      filter: known,
      layout: {
        "text-field": numbers ? byCode(classes, texts, "") : ["concat", ["get", "nom"], "\n", said],
        "text-font": ["Open Sans"],
        "text-size": 12,
        "text-max-width": 9,
        "text-padding": numbers ? 1 : 4,
        "symbol-sort-key": ["-", ["get", "area"]],
      },
      paint: {
        "text-color": "#223654",
        "text-halo-color": "rgba(255, 255, 255, 0.9)",
        "text-halo-width": 1.8,
      },
    },
  ];
  return { under, over };
}
