/* Take the data away: all of them, or what is shown, in a format and a reference system. */
import { asking } from "./api.js";
import { choices, field, icon, make, tick } from "./dom.js";
import { seen } from "./map.js";
import { levelAsked, levelOf } from "./state.js";

const FORMATS = ["geojson", "gpkg", "shp", "csv", "fgb"];
const SYSTEMS = ["4326", "32198"];

/**
 * Make the form.
 *
 * @param {object} context
 * @returns {{element: HTMLElement, attend: function(object|null): void}}
 */
export function makeDownload(context) {
  const { t, store, id } = context;
  let map = null;
  let counted = null;
  const format = choices(
    { id: `${id}-format` },
    FORMATS.map((name) => [name, t(`format.${name}`)]),
    "geojson",
  );
  const system = choices(
    { id: `${id}-system` },
    SYSTEMS.map((name) => [name, t(`system.${name}`)]),
    "4326",
  );
  const which = tick(
    { type: "checkbox", id: `${id}-only-filtered`, checked: true },
    t("download.filtered"),
  );
  const where = tick({ type: "checkbox", id: `${id}-only-seen` }, t("download.seen"));
  const link = make(
    "a",
    { class: "btn btn-primary", download: true },
    icon("download"),
    t("download.do"),
  );
  const what = make("p", { class: "dq-note" });
  const element = make(
    "div",
    { class: "dq-map__form", on: { change: draw, focusin: draw, pointerover: draw } },
    field(t("download.format"), format),
    field(t("download.system"), system),
    make("fieldset", {}, make("legend", {}, t("download.what")), which, where, what),
    make("p", { class: "dq-actions" }, link),
  );

  function draw() {
    const layer = context.active();
    const own = store.get().layers[layer.name];
    const { filters } = own;
    which.hidden = !filters.length;
    where.hidden = !map || layer.drawing.kind === "territory";
    const kept = filters.length && which.querySelector("input").checked ? filters : [];
    const extent = !where.hidden && where.querySelector("input").checked ? seen(map).join(",") : "";
    const gathered = layer.drawing.kind === "territory" && format.value !== "csv";
    what.textContent = gathered
      ? t(`download.gathered.${levelOf(layer, own)}`)
      : t(amount(kept, extent), { kept: counted, count: layer.features });
    link.href = asking(layer.download, {
      format: format.value,
      scr: system.value,
      niveau: levelAsked(layer, own),
      filtres: kept,
      emprise: extent,
    });
  }

  const amount = (kept, extent) => {
    if (extent) return "download.part";
    if (!kept.length) return "download.all";
    return counted === null ? "download.part" : "download.kept";
  };

  store.subscribe((state, previous) => {
    if (state.active === previous.active && state.layers === previous.layers) return;
    counted = null;
    draw();
  });
  context.onCounted((count) => {
    counted = count;
    draw();
  });
  draw();
  return {
    element,
    attend(drawn) {
      map = drawn;
      map?.on("moveend", () => where.querySelector("input").checked && draw());
      draw();
    },
  };
}
