/*
 * Bring to life every map of the page: <section data-dq-map="address of etat.json" lang="fr">.
 * What is known of the map, our modules and the library, the heaviest, are asked for together.
 */
import { getJson } from "./api.js";

const library = import("./vendor/maplibre-gl.mjs");
const application = import("./application.js");

async function start(section) {
  section.dataset.state = "loading";
  const asked = getJson(section.dataset.dqMap);
  asked.catch(() => {}); // open() says what went wrong
  library.then(({ prewarm }) => prewarm());
  (await application).open(section, asked);
}

document.querySelectorAll("[data-dq-map]").forEach(start);
