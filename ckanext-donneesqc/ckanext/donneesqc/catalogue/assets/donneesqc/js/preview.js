/*
 * Name for a screen reader what CKAN's table preview draws without a name: its column filters, and
 * the hidden frame with which it watches its own size.
 */
(function () {
  "use strict";

  // The preview also gives setTimeout something that is no function: the browser would evaluate it
  // as text, which the policy refuses.
  const later = window.setTimeout;
  window.setTimeout = function (task, ...rest) {
    return typeof task === "function" ? later.call(window, task, ...rest) : 0;
  };

  function titleOf(cell) {
    const column = cell.closest("table").querySelector("thead tr").children[cell.cellIndex];
    return column ? column.textContent.trim() : "";
  }

  jQuery(document).on("init.dt", function (event) {
    const preview = event.target.closest("#resize_wrapper") || document;
    preview.querySelectorAll("th.fhead").forEach(function (cell) {
      cell.setAttribute("role", "cell");
      const field = cell.querySelector("input");
      if (field) field.setAttribute("aria-label", titleOf(cell));
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
