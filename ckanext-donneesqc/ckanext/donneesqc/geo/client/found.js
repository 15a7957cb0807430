/* What a live service says of a place: asked by a click, or by Enter for the middle of the map. */
import { Refused, getJson } from "./api.js";
import { make } from "./dom.js";
import { makePanel, pair } from "./panel.js";
import { chosenPoint } from "./style.js";

const DEEPEST = 24;
const RING = "dq-chosen";

/**
 * Make the panel of what is at a place.
 *
 * @param {object} context
 * @returns {{element: HTMLElement, attend: function(import("./vendor/maplibre-gl.mjs").Map): void}}
 */
export function makeFound(context) {
  const { t, store, layers, id } = context;
  const panel = makePanel(context, { id: `${id}-found`, label: t("images.here"), leave });
  let map = null;
  let turn = 0;
  panel.heading.textContent = t("images.here");

  function leave() {
    turn += 1;
    panel.element.hidden = true;
    ring(null);
    map.getCanvas().focus();
  }

  async function ask(place) {
    const able = layers.filter((layer) => layer.here && store.get().layers[layer.name].shown);
    if (!able.length) {
      context.announce(t("images.mute"));
      return;
    }
    turn += 1;
    const own = turn;
    ring(place);
    panel.content.replaceChildren(make("p", {}, t("images.asking")));
    panel.element.hidden = false;
    panel.focus({ scroll: false });
    const answers = await Promise.allSettled(able.map((layer) => getJson(asked(layer, place))));
    if (own !== turn) return;
    panel.content.replaceChildren(
      ...answers.map((answer, index) => ofLayer(able[index], answer, able.length > 1)),
    );
    context.announce(panel.content.textContent.slice(0, 300));
  }

  function asked({ here }, { lng, lat }) {
    const zoom = Math.min(Math.max(Math.round(map.getZoom() + 1), 0), DEEPEST);
    return `${here}${zoom}/${lng.toFixed(6)}/${lat.toFixed(6)}`;
  }

  function ofLayer(layer, { value, reason }, named) {
    const title = named && make("h4", { class: "dq-map__found-layer" }, layer.title);
    if (reason) {
      const said = reason instanceof Refused && reason.message;
      return make("div", {}, title, make("p", { class: "dq-note" }, said || t("error.network")));
    }
    const lists = value.features.map((pairs) =>
      make(
        "dl",
        { class: "dq-map__pairs" },
        ...pairs.map(([name, text]) => pair(name || t("images.value"), [text])),
      ),
    );
    return make("div", {}, title, ...(lists.length ? lists : [make("p", {}, t("map.nothing"))]));
  }

  function ring(place) {
    const features = place
      ? [
          {
            type: "Feature",
            properties: {},
            geometry: { type: "Point", coordinates: [place.lng, place.lat] },
          },
        ]
      : [];
    const data = { type: "FeatureCollection", features };
    if (map.getSource(RING)) map.getSource(RING).setData(data);
    else {
      map.addSource(RING, { type: "geojson", data });
      chosenPoint(RING).forEach((item) => map.addLayer(item));
    }
  }

  return {
    element: panel.element,
    /** Listen to the map, once there is one. */
    attend(drawn) {
      map = drawn;
      const canvas = map.getCanvas();
      canvas.style.cursor = layers.some((layer) => layer.here) ? "crosshair" : "";
      map.on("click", ({ lngLat }) => ask(lngLat));
      canvas.addEventListener("keydown", (event) => {
        if (event.key !== "Enter") return;
        event.preventDefault();
        ask(map.getCenter());
      });
    },
  };
}
