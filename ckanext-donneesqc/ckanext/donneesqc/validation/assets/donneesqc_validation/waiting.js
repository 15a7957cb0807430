/* Shows the report once it is there: the page answers 202 as long as the check goes on. */
(function () {
  "use strict";

  var UNDER_WAY = 202;
  var PAUSE = 1500; // milliseconds

  function ask() {
    fetch(window.location.href, { method: "HEAD", cache: "no-store" })
      .then(function (answer) {
        if (answer.status === UNDER_WAY) {
          window.setTimeout(ask, PAUSE);
        } else {
          window.location.reload();
        }
      })
      .catch(function () {
        window.setTimeout(ask, 4 * PAUSE);
      });
  }

  if (document.querySelector("[data-dq-waiting]")) {
    window.setTimeout(ask, PAUSE / 2);
  }
})();
