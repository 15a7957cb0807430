/* The address that shows the same map to somebody else, and the code that puts it in a page. */
import { toParameters, fromParameters, parametersHere } from "./address.js";
import { field, icon, make } from "./dom.js";

const PAUSE = 250; // milliseconds

/**
 * Keep the page's address as the state is, and the state as the address is when one goes back.
 *
 * @param {object} context
 * @param {function(import("./state.js").State): void} restored
 */
export function keepAddress(context, restored) {
  const { store, start, layers } = context;
  let timer = 0;
  const write = (how) => {
    clearTimeout(timer);
    const said = toParameters(store.get(), start, layers).toString();
    const address = said ? `#${said}` : location.pathname + location.search;
    if (said === location.hash.slice(1)) return;
    history[how === "push" ? "pushState" : "replaceState"](history.state, "", address);
  };
  store.subscribe((state, previous, how) => {
    if (how === "push") write("push");
    else if (how === "replace") {
      clearTimeout(timer);
      timer = setTimeout(write, PAUSE);
    }
  });
  addEventListener("popstate", () => {
    if (/^#[\w-]+$/.test(location.hash)) return; // a place of the page, not of the map
    clearTimeout(timer);
    const state = fromParameters(parametersHere(), start, layers);
    store.set(state, "restored");
    restored(state);
  });
}

/**
 * Make the panel with the link and the code.
 *
 * @param {object} context
 * @returns {HTMLElement}
 */
export function makeShare(context) {
  const { t, store, start, layers, id, base } = context;
  const link = make("input", {
    type: "text",
    readonly: true,
    class: "form-control",
    id: `${id}-link`,
    on: { focus: ({ target }) => target.select() },
  });
  const code = make("textarea", {
    readonly: true,
    rows: "4",
    class: "form-control dq-map__code",
    id: `${id}-code`,
    spellcheck: "false",
    on: { focus: ({ target }) => target.select() },
  });
  const element = make(
    "div",
    {},
    make("p", { class: "dq-note" }, t("share.keeps")),
    field(t("share.link"), link),
    copying(context, link, t("share.copy"), t("share.copied")),
    make(
      "div",
      { class: "dq-map__embed" },
      field(t("share.code"), code, t("share.code.hint")),
      copying(context, code, t("share.copyCode"), t("share.copiedCode")),
    ),
  );

  function draw() {
    const said = toParameters(store.get(), start, layers).toString();
    link.value = location.href.split("#")[0] + (said ? `#${said}` : "");
    const address = new URL(base, location.href).href + (said ? `?${said}` : "");
    code.value = `<iframe src="${escaped(address)}" title="${escaped(t("share.title", { title: context.data.title }))}" width="100%" height="720" loading="lazy"></iframe>`;
  }

  let waiting = false;
  store.subscribe(() => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      draw();
    }, PAUSE);
  });
  draw();
  return element;
}

function copying(context, source, label, done) {
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(source.value);
    } catch {
      source.select(); // without the clipboard's permission, or on plain http
      document.execCommand("copy");
    }
    said.textContent = done;
  };
  const said = make("span", { role: "status", class: "dq-actions__said" });
  return make(
    "p",
    { class: "dq-actions" },
    make(
      "button",
      { type: "button", class: "btn btn-secondary", on: { click: copy } },
      icon("copy"),
      label,
    ),
    said,
  );
}

const escaped = (text) =>
  text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
