/* Shows the report once it is there: the page answers 202 as long as the check goes on. */
(function () {
  "use strict";

  var UNDER_WAY = 202;
  var LONGEST = 2000; // milliseconds
  var pause = 400; // a small file is checked at once

  function ask() {
    pause = Math.min(1.5 * pause, LONGEST);
    fetch(window.location.href, { method: "HEAD", cache: "no-store" })
      .then(function (answer) {
        if (answer.status === UNDER_WAY) {
          window.setTimeout(ask, pause);
        } else {
          window.location.reload();
        }
      })
      .catch(function () {
        window.setTimeout(ask, 4 * LONGEST);
      });
  }

  if (document.querySelector("[data-dq-waiting]")) {
    window.setTimeout(ask, pause);
  }
})();
