/*
 * Bring to life every map of the page: <section data-dq-map="address of etat.json" lang="fr">.
 * What is known of the map, our modules and the library, the heaviest, are asked for together.
 */
import { getJson } from "./api.js";
import { readTiles } from "./tiles.js";

const library = import("./vendor/maplibre-gl.mjs");
const application = import("./application.js");

async function start(section) {
  section.dataset.state = "loading";
  const asked = getJson(section.dataset.dqMap);
  asked.then(({ layers = [] }) => readTiles(layers)).catch(() => {}); // told by the map
  library.then(({ prewarm }) => prewarm());
  await Promise.all(styles());
  (await application).open(section, asked);
}

/** The styles on their way: a map must know its size. */
function styles() {
  return [...document.querySelectorAll("link[rel=stylesheet]")]
    .filter((link) => !link.sheet)
    .map(
      (link) =>
        new Promise((resolve) => {
          link.addEventListener("load", resolve);
          link.addEventListener("error", resolve);
        }),
    );
}

/** Those that are here; this script doesn't wait for the whole page. */
const startAll = () =>
  document.querySelectorAll("[data-dq-map]:not([data-state])").forEach(start);

startAll();
document.addEventListener("DOMContentLoaded", startAll);
