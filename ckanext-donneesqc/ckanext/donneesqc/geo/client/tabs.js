/* Tabs as WAI-ARIA describes them: arrows go from one to the next, Tab goes into the panel. */
import { icon, make } from "./dom.js";

/**
 * Make tabs.
 *
 * @param {string} id
 * @param {string} label of the list of tabs
 * @param {Array<{name: string, title: string, icon: string, panel: HTMLElement}>} items
 * @returns {{element: HTMLElement, show: function(string): void, badge: function(string, string): void}}
 */
export function makeTabs(id, label, items) {
  const list = make("div", { class: "dq-map__tablist", role: "tablist", "aria-label": label });
  const tabs = items.map(({ name, title, icon: drawn, panel }) => {
    const tab = make(
      "button",
      {
        type: "button",
        role: "tab",
        id: `${id}-tab-${name}`,
        "aria-controls": `${id}-panel-${name}`,
        class: "dq-map__tab",
      },
      icon(drawn),
      make("span", {}, title),
      make("span", { class: "dq-map__badge", hidden: true }),
    );
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("id", `${id}-panel-${name}`);
    panel.setAttribute("aria-labelledby", tab.id);
    panel.classList.add("dq-map__panel");
    list.append(tab);
    return tab;
  });

  function select(position, focus) {
    tabs.forEach((tab, index) => {
      const chosen = index === position;
      tab.setAttribute("aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
      items[index].panel.hidden = !chosen;
    });
    if (focus) tabs[position].focus();
  }

  list.addEventListener("click", (event) => {
    const tab = event.target.closest("[role=tab]");
    if (tab) select(tabs.indexOf(tab), false);
  });
  list.addEventListener("keydown", (event) => {
    const here = tabs.indexOf(document.activeElement);
    const last = tabs.length - 1;
    const to = {
      ArrowRight: here === last ? 0 : here + 1,
      ArrowLeft: here === 0 ? last : here - 1,
      Home: 0,
      End: last,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    select(to, true);
  });
  select(0, false);

  return {
    element: make("div", { class: "dq-map__tabs" }, list, ...items.map((item) => item.panel)),
    show: (name) =>
      select(
        items.findIndex((item) => item.name === name),
        true,
      ),
    badge(name, text) {
      const badge =
        tabs[items.findIndex((item) => item.name === name)].querySelector(".dq-map__badge");
      badge.textContent = text;
      badge.hidden = !text;
    },
  };
}
