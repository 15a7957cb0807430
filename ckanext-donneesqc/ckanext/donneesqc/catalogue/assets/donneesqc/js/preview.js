/*
 * Let CKAN's table preview be used without a mouse, and name for a screen reader what it draws
 * without a name: its column filters, and the hidden frame with which it watches its own size.
 */
(function () {
  "use strict";

  // The preview also gives setTimeout something that is no function: the browser would evaluate it
  // as text, which the policy refuses.
  const later = window.setTimeout;
  window.setTimeout = function (task, ...rest) {
    return typeof task === "function" ? later.call(window, task, ...rest) : 0;
  };

  // The preview would keep the Tab key for itself, from cell to cell and page to page: nobody could
  // leave it by keyboard. The arrows and the other keys still go from cell to cell.
  const ESCAPE_ENTER_PAGES_ARROWS = [13, 27, 33, 34, 35, 36, 37, 38, 39, 40];
  if (jQuery.fn.dataTable) jQuery.fn.dataTable.KeyTable.defaults.keys = ESCAPE_ENTER_PAGES_ARROWS;

  // Numbers as the page's language writes them: « 1 281 ».
  if (jQuery.fn.dataTable && document.documentElement.lang.startsWith("fr")) {
    jQuery.extend(true, jQuery.fn.dataTable.defaults, { language: { thousands: "\u00a0", decimal: "," } });
  }

  function titleOf(cell) {
    const column = cell.closest("table").querySelector("thead tr").children[cell.cellIndex];
    return column ? column.textContent.trim() : "";
  }

  function plain(text) {
    return new DOMParser().parseFromString(text, "text/html").body.textContent;
  }

  // The rows carry a copy of the headings and filters that nobody sees: no stop for a keyboard.
  jQuery(document).on("draw.dt column-sizing.dt", function () {
    document.querySelectorAll(".dataTables_scrollBody thead").forEach(function (copy) { copy.inert = true; });
  });

  // A shortened cell holds its whole text in a tooltip, escaped once too often.
  jQuery(document).on("draw.dt", function () {
    document.querySelectorAll("td .ellipsis[title*='&']").forEach(function (cell) {
      cell.title = plain(cell.title);
    });
  });

  // At each drawing the preview names a column by the code of its heading, tooltip included.
  jQuery(document).on("draw.dt", function () {
    document.querySelectorAll("th[aria-label*='<'], th[aria-label*='&']").forEach(function (cell) {
      cell.setAttribute("aria-label", plain(cell.getAttribute("aria-label")).replace(/\s+/g, " ").trim());
    });
  });

  jQuery(document).on("init.dt", function (event) {
    const preview = event.target.closest("#resize_wrapper") || document;
    preview.querySelectorAll("th.fhead").forEach(function (cell) {
      cell.setAttribute("role", "cell");
      const field = cell.querySelector("input");
      if (field) field.setAttribute("aria-label", titleOf(cell));
    });
    // The rows scroll with their headings when a keyboard moves these: at once, for the preview puts
    // the headings back where the rows are when the rows' own scrolling is told, a moment later.
    const head = preview.querySelector(".dataTables_scrollHead");
    const body = preview.querySelector(".dataTables_scrollBody");
    if (head && body) head.addEventListener("focusin", function (focus) {
      focus.target.scrollIntoView({ block: "nearest", inline: "nearest" });
      body.scrollLeft = head.scrollLeft;
    });
    // The field that only catches the keys pressed over the table.
    preview.querySelectorAll("div > input[type='text'][tabindex='0']:not([id])").forEach(function (field) {
      field.setAttribute("aria-label", document.title.trim());
    });
    document.querySelectorAll("iframe:not([title])").forEach(function (frame) {
      frame.setAttribute("aria-hidden", "true");
      frame.setAttribute("tabindex", "-1");
      frame.setAttribute("title", document.title.trim());
    });
  });
})();
