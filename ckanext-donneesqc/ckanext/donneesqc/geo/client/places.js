/* Search a place: a combobox as WAI-ARIA describes it, over the portal's list of places. */
import { asking, lastOnly } from "./api.js";
import { icon, make } from "./dom.js";

const PAUSE = 200; // milliseconds
const LEAST = 2; // letters

/**
 * Make the search field.
 *
 * @param {object} context
 * @param {function(object): void} go what to do of the chosen place
 * @returns {HTMLElement}
 */
export function makePlaces(context, go) {
  const { t, id, data } = context;
  const ask = lastOnly();
  let places = [];
  let active = -1;
  let timer = 0;
  let ready = Promise.resolve();

  const list = make("ul", {
    id: `${id}-places`,
    class: "dq-map__places",
    role: "listbox",
    "aria-label": t("places.list"),
    hidden: true,
  });
  const input = make("input", {
    type: "text",
    id: `${id}-place`,
    class: "form-control",
    role: "combobox",
    autocomplete: "off",
    spellcheck: "false",
    placeholder: t("places.example"),
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": list.id,
    on: { input: later, keydown: onKey, blur: () => setTimeout(close, 150) },
  });
  const none = make("p", { class: "dq-map__problem", "aria-hidden": "true" }); // announced
  const element = make(
    "div",
    { class: "dq-map__search" },
    make("label", { for: input.id }, t("places.label")),
    make("div", { class: "dq-map__search-box" }, icon("search"), input, list),
    none,
  );

  function later() {
    clearTimeout(timer);
    timer = setTimeout(() => {
      ready = search();
    }, PAUSE);
  }

  async function search() {
    const wanted = input.value.trim();
    none.textContent = "";
    if (wanted.length < LEAST) {
      close();
      return;
    }
    try {
      const answer = await ask(asking(data.places, { q: wanted }));
      if (!answer) return;
      places = answer.places;
      open();
    } catch (reason) {
      context.fail(reason);
    }
  }

  function open() {
    active = -1;
    const options = places.map((place, index) =>
      make(
        "li",
        {
          role: "option",
          id: `${list.id}-${index}`,
          "aria-selected": "false",
          on: { mousedown: (event) => event.preventDefault(), click: () => choose(index) },
        },
        make("span", {}, place.name),
        " ",
        make("span", { class: "dq-map__kind" }, place.kind),
      ),
    );
    list.replaceChildren(...options);
    list.hidden = !places.length;
    input.setAttribute("aria-expanded", String(Boolean(places.length)));
    input.removeAttribute("aria-activedescendant");
    const counted = t("places.count", { count: places.length, wanted: input.value.trim() });
    none.textContent = places.length ? "" : counted;
    context.announce(counted);
  }

  function close() {
    clearTimeout(timer);
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function move(to) {
    active = (to + places.length) % places.length;
    [...list.children].forEach((option, index) =>
      option.setAttribute("aria-selected", String(index === active)),
    );
    input.setAttribute("aria-activedescendant", `${list.id}-${active}`);
    list.children[active].scrollIntoView({ block: "nearest" });
  }

  async function onKey(event) {
    if (event.key === "Escape") {
      event.stopPropagation();
      if (list.hidden) input.value = "";
      close();
    } else if (event.key === "Enter") {
      event.preventDefault();
      await now();
      if (places.length && input.value.trim()) choose(Math.max(active, 0));
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) await now();
      const down = event.key === "ArrowDown";
      if (places.length && !list.hidden) move(active < 0 && !down ? -1 : active + (down ? 1 : -1));
    }
  }

  /** Search at once what was just typed. */
  async function now() {
    if (active >= 0) return;
    clearTimeout(timer);
    ready = search();
    await ready;
  }

  function choose(index) {
    const place = places[index];
    input.value = place.name;
    close();
    go(place);
    context.announce(t("places.gone", { name: place.name }));
  }

  return element;
}
