/* Sends the table chosen in CKAN's resource form by parts, shows how far it is, goes on after a cut,
   then sends the form with the deposit's name in the place of the file. */
(function () {
  "use strict";

  var TRIES = 8; // of one part
  var LONGEST = 20000; // milliseconds between two tries
  var TABLE_TYPES = ["", "donnees", "file", "file.upload"];
  var OTHER_ROLES = ["original", "compagnon"];
  // what the portal calls the values of our fields when it refuses them
  var FIELDS = {
    schema: "field-deposit-schema",
    publication: "field-deposit-publication",
    breaking_reason: "field-deposit-reason",
    effective_date: "field-deposit-day",
    new_table: "field-name",
    "deposit-too-soon": "field-deposit-day"
  };
  var NO_SENTENCES = ["__type", "code", "message"];

  var said = document.querySelector("[data-dq-sending]");
  var form = said && said.closest("form");
  var chooser = form && form.querySelector('input[type="file"][name="upload"]');
  if (!chooser || !window.Worker || !window.fetch) {
    return;
  }
  var panel = document.getElementById("deposit-sending");
  var words = document.getElementById("deposit-sending-said");
  var bar = document.getElementById("deposit-sending-bar");
  var busy = false;
  var actions = form.querySelector(".form-actions");
  if (actions) {
    actions.before(panel);
  }

  function value(name) {
    var chosen = form.querySelector('[name="' + name + '"]:checked, select[name="' + name + '"], input[type="hidden"][name="' + name + '"], input[type="text"][name="' + name + '"], textarea[name="' + name + '"]');
    return chosen ? chosen.value.trim() : "";
  }

  function say(sentence, file) {
    panel.classList.remove("dq-sending--failed");
    bar.hidden = false;
    words.textContent = said.dataset[sentence].replace("{name}", file.name);
    bringIntoView();
  }

  /* The buttons stay in sight below it. */
  function bringIntoView() {
    if (panel.hidden) {
      panel.hidden = false;
      (panel.nextElementSibling || panel).scrollIntoView({ block: "nearest" });
      panel.scrollIntoView({ block: "nearest" });
    }
  }

  function show(part, whole) {
    bar.value = whole ? Math.floor((100 * part) / whole) : 100;
  }

  function fail(sentences) {
    busy = false;
    buttons(false);
    bar.hidden = true;
    panel.classList.add("dq-sending--failed");
    words.textContent = [said.dataset.sayFailed].concat(sentences).join(" ");
    bringIntoView();
  }

  /* Says what the portal refuses beside the field it is about, all the rest in the panel. */
  function refuse(told) {
    var others = [];
    var first = null;
    var code = [].concat(told.code || [])[0];
    var place = function (name, sentences) {
      var field = document.getElementById(FIELDS[name] || "");
      if (field) {
        complain(field, sentences.join(" "));
        first = first || field;
      } else {
        others = others.concat(sentences);
      }
    };
    place(code, [].concat(told.message || []));
    if (!code) {
      Object.keys(told).forEach(function (name) {
        if (NO_SENTENCES.indexOf(name) < 0) {
          place(name, [].concat(told[name]));
        }
      });
    }
    fail(first ? others.concat(said.dataset.sayCorrect) : others);
    if (first) {
      first.focus();
    }
  }

  function complain(field, sentence) {
    var error = document.createElement("p");
    var folded = field.closest("details");
    error.className = "error-block";
    error.id = field.id + "-refused";
    error.textContent = sentence;
    field.after(error);
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", [field.getAttribute("aria-describedby"), error.id].filter(Boolean).join(" "));
    if (folded) {
      folded.open = true;
    }
  }

  function forgetComplaints() {
    form.querySelectorAll('[id$="-refused"]').forEach(function (error) {
      var field = document.getElementById(error.id.replace("-refused", ""));
      var described = (field.getAttribute("aria-describedby") || "").replace(error.id, "").trim();
      field.removeAttribute("aria-invalid");
      if (described) {
        field.setAttribute("aria-describedby", described);
      } else {
        field.removeAttribute("aria-describedby");
      }
      error.remove();
    });
  }

  function buttons(off) {
    form.querySelectorAll('button[type="submit"]').forEach(function (button) {
      button.disabled = off;
    });
  }

  function hasSuffix(name) {
    return said.dataset.suffixes.split(" ").some(function (suffix) {
      return name.toLowerCase().endsWith(suffix);
    });
  }

  /* A zip goes this way when it holds one table alone: its list of files is at its end. */
  function namesOf(file) {
    var start = Math.max(0, file.size - 65557);
    return file.slice(start).arrayBuffer().then(function (end) {
      var view = new DataView(end);
      var place = end.byteLength - 22;
      while (place >= 0 && view.getUint32(place, true) !== 0x06054b50) {
        place -= 1;
      }
      if (place < 0) {
        return [];
      }
      var size = view.getUint32(place + 12, true);
      var offset = view.getUint32(place + 16, true);
      return file.slice(offset, offset + size).arrayBuffer().then(listed);
    });
  }

  function listed(list) {
    var view = new DataView(list);
    var names = [];
    var place = 0;
    while (place + 46 <= list.byteLength && view.getUint32(place, true) === 0x02014b50) {
      var length = view.getUint16(place + 28, true);
      names.push(new TextDecoder().decode(new Uint8Array(list, place + 46, length)));
      place += 46 + length + view.getUint16(place + 30, true) + view.getUint16(place + 32, true);
    }
    return names.filter(function (name) {
      return !name.endsWith("/");
    });
  }

  function isTable(file) {
    if (TABLE_TYPES.indexOf(value("resource_type")) < 0 || OTHER_ROLES.indexOf(value("role")) >= 0) {
      return Promise.resolve(false);
    }
    if (hasSuffix(file.name)) {
      return Promise.resolve(true);
    }
    if (!file.name.toLowerCase().endsWith(".zip")) {
      return Promise.resolve(false);
    }
    return namesOf(file).then(function (names) {
      return names.length === 1 && hasSuffix(names[0]);
    }, function () {
      return false;
    });
  }

  function hashOf(file) {
    return new Promise(function (done, failed) {
      var worker = new Worker(said.dataset.hashing);
      worker.onmessage = function (message) {
        if (message.data.read) {
          show(message.data.read, file.size);
        } else {
          worker.terminate();
          (message.data.sha256 ? done : failed)(message.data.sha256);
        }
      };
      worker.onerror = failed;
      worker.postMessage(file);
    });
  }

  function token() {
    var field = document.querySelector('meta[name="csrf_field_name"]').content;
    return document.querySelector('meta[name="' + field + '"]').content;
  }

  function call(action, body) {
    var headers = { "X-CSRFToken": token() };
    if (!(body instanceof FormData)) {
      headers["Content-Type"] = "application/json";
      body = JSON.stringify(body);
    }
    var asked = { method: "POST", headers: headers, body: body, credentials: "same-origin" };
    return fetch(said.dataset.actions + action, asked).then(function (answer) {
      if (answer.status >= 500) {
        throw new TypeError(String(answer.status)); // as a connection that is cut: tried again
      }
      return answer.json().then(function (told) {
        if (told.success) {
          return told.result;
        }
        var refusal = new Error(action);
        refusal.told = told.error;
        throw refusal;
      });
    });
  }

  function announce(file, sha256) {
    var asked = { dataset: said.dataset.dataset, file_name: file.name, size: file.size, sha256: sha256, schema: value("deposit_schema"), publication: value("deposit_publication"), breaking_reason: value("deposit_reason"), effective_date: value("deposit_day") };
    if (said.dataset.resource) {
      asked.resource = said.dataset.resource;
    } else {
      asked.new_table = value("name") || file.name;
    }
    return call("donneesqc_deposit_create", asked);
  }

  function send(file, deposit, tries) {
    show(deposit.received, file.size);
    if (deposit.state !== "receiving" || deposit.received >= file.size) {
      return deposit.id;
    }
    var part = new FormData();
    part.append("id", deposit.id);
    part.append("offset", deposit.received);
    part.append("upload", file.slice(deposit.received, deposit.received + deposit.part_size), file.name);
    return call("donneesqc_deposit_part_add", part).then(function (told) {
      say("saySending", file);
      return send(file, { id: told.id, state: told.state, received: told.received, part_size: deposit.part_size }, 0);
    }, function (error) {
      var known = error.told && error.told.received;
      if (known !== undefined && tries < TRIES) { // the portal has another number of octets
        return send(file, { id: deposit.id, state: deposit.state, received: Number(known), part_size: deposit.part_size }, tries + 1);
      }
      if (!(error instanceof TypeError) || tries >= TRIES) {
        throw error;
      }
      say("sayAgain", file);
      return new Promise(function (wake) {
        window.setTimeout(wake, Math.min(LONGEST, 1000 * Math.pow(2, tries)));
      }).then(function () {
        return send(file, deposit, tries + 1);
      });
    });
  }

  function post(deposit, button) {
    if (deposit) {
      form.querySelector('[name="deposit"]').value = deposit;
      chooser.value = "";
    }
    if (button && button.name) {
      var pressed = document.createElement("input");
      pressed.type = "hidden";
      pressed.name = button.name;
      pressed.value = button.value;
      form.appendChild(pressed);
    }
    form.submit();
  }

  form.addEventListener("submit", function (event) {
    var file = chooser.files && chooser.files[0];
    if (busy) {
      event.preventDefault();
      return;
    }
    if (!file) {
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    busy = true;
    var button = event.submitter;
    isTable(file).then(function (table) {
      if (!table) {
        post("", button);
        return undefined;
      }
      buttons(true);
      forgetComplaints();
      say("sayHashing", file);
      return hashOf(file).then(function (sha256) {
        say("saySending", file);
        return announce(file, sha256);
      }).then(function (deposit) {
        return deposit.state === "unchanged" ? deposit.state : send(file, deposit, 0);
      }).then(function (deposit) {
        say("saySaving", file);
        post(deposit, button);
      });
    }).catch(function (error) {
      if (error && error.told) {
        refuse(error.told);
      } else {
        fail([said.dataset.sayKept]);
      }
    });
  }, true);
})();
