// Better with JavaScript, complete without it: files are dropped, answers move the verdict without a
// new page, other dates have a slider, and the API can be tried.
"use strict";

const say = (text) => {
  let live = document.getElementById("live");
  if (!live) {
    live = document.createElement("p");
    live.id = "live";
    live.className = "hidden";
    live.setAttribute("role", "status");
    document.body.append(live);
  }
  live.textContent = text;
};

const dropped = (form) => {
  const input = form.querySelector("input[type=file]");
  const over = (event) => {
    event.preventDefault();
    form.classList.add("over");
  };
  form.addEventListener("dragover", over);
  form.addEventListener("dragenter", over);
  form.addEventListener("dragleave", () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("over");
    if (event.dataTransfer.files.length > 0) {
      input.files = event.dataTransfer.files;
      form.requestSubmit();
    }
  });
};

// Answers in place: the page that comes back takes the place of this one's content.
const lively = (form) => {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const main = document.getElementById("main");
    main.classList.add("busy");
    try {
      const response = await fetch("/check", { method: "POST", body: new URLSearchParams(new FormData(form)) });
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const next = page.getElementById("main");
      if (!next) throw new Error("no page");
      main.replaceWith(next);
      document.title = page.title;
      begin(next);
      const moved = document.getElementById("moved");
      if (moved) {
        moved.tabIndex = -1;
        moved.focus();
        say(moved.textContent.replace(/\s+/g, " ").trim());
      }
    } catch {
      main.classList.remove("busy");
      form.submit();
    }
  });
};

// The verdict on other days: fetched once it is wanted, then moved by a slider.
const other = (form) => {
  const load = async () => {
    const data = new URLSearchParams(new FormData(form));
    data.set("part", "yes");
    const response = await fetch(form.getAttribute("action"), { method: "POST", body: data });
    if (!response.ok) return;
    const part = new DOMParser().parseFromString(await response.text(), "text/html");
    const dates = part.querySelector("[data-dates]");
    if (!dates) return;
    form.replaceWith(dates);
    slider(dates);
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    load();
  });
  if ("IntersectionObserver" in window) {
    const seen = new IntersectionObserver((entries) => {
      if (entries.some((one) => one.isIntersecting)) {
        seen.disconnect();
        load();
      }
    });
    seen.observe(form);
  }
};

const slider = (dates) => {
  const rows = [...dates.querySelectorAll("tbody tr")];
  if (rows.length < 2) return;
  const box = document.createElement("div");
  box.className = "slider";
  const range = document.createElement("input");
  range.type = "range";
  // As long as the picture above it, so that the one lies below the other.
  range.min = "0";
  range.max = "1000";
  range.value = dates.querySelector(".now").getAttribute("x1");
  range.setAttribute("aria-label", dates.querySelector("thead th").textContent);
  const shown = document.createElement("output");
  const line = dates.querySelector(".now");
  const left = (row) => Number(row.dataset.left);
  const chosen = () => rows.findLast((row) => left(row) <= Number(range.value)) || rows[0];
  const show = () => {
    const row = chosen();
    const badge = document.createElement("span");
    badge.className = "badge v-" + row.dataset.verdict;
    badge.textContent = row.dataset.words;
    const words = row.querySelector("th").textContent.replace(/\s+/g, " ").trim();
    shown.replaceChildren(words + " ", badge);
    range.setAttribute("aria-valuetext", words + ": " + row.dataset.words);
    for (const one of rows) one.classList.toggle("here", one === row);
    line.setAttribute("x1", range.value);
    line.setAttribute("x2", range.value);
  };
  range.addEventListener("input", show);
  // A key goes to the next days on which something changes.
  range.addEventListener("keydown", (event) => {
    const way = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
    const row = way && rows[rows.indexOf(chosen()) + way];
    if (!row) return;
    event.preventDefault();
    range.value = String(left(row));
    show();
  });
  box.append(range, shown);
  dates.querySelector("svg").after(box);
  const row = chosen();
  shown.textContent = row.querySelector("th").textContent.replace(/\s+/g, " ").trim() + ": " + row.dataset.words;
};

const tried = (form) => {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const out = form.querySelector("output");
    const data = new FormData(form);
    const query = data.get("query");
    const method = form.dataset.method;
    const options = { method };
    if (data.get("body")) {
      options.body = data.get("body");
      options.headers = { "Content-Type": data.get("kind") };
    }
    out.textContent = "…";
    try {
      const begun = performance.now();
      const response = await fetch(data.get("path") + (query ? "?" + query : ""), options);
      let text = await response.text();
      try {
        text = JSON.stringify(JSON.parse(text), null, 2);
      } catch {
        // It is no JSON, and shown as it is.
      }
      const cut = text.length > 40000 ? text.slice(0, 40000) + "\n…" : text;
      out.textContent = response.status + " " + response.statusText + ", " + Math.round(performance.now() - begun) + " ms\n\n" + cut;
    } catch (error) {
      out.textContent = String(error);
    }
  });
};

// What takes a while is followed: the page that comes back takes the place of this one's content.
const followed = (part) => {
  const next = async () => {
    try {
      const response = await fetch(part.dataset.follow);
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const main = page.getElementById("main");
      if (main) {
        document.getElementById("main").replaceWith(main);
        begin(main);
        if (!main.querySelector("[data-follow]")) say(main.querySelector("h1, h2").textContent);
        return;
      }
    } catch {
      // The service may be starting again.
    }
    setTimeout(next, 2000);
  };
  setTimeout(next, 700);
};

const begin = (within) => {
  for (const form of within.querySelectorAll("form[data-drop]")) dropped(form);
  for (const form of within.querySelectorAll("form[data-live]")) lively(form);
  for (const form of within.querySelectorAll("form[data-part]")) other(form);
  for (const form of within.querySelectorAll("form[data-try]")) tried(form);
  for (const part of within.querySelectorAll("[data-follow]")) followed(part);
};

// A menu that opens closes again when somebody turns elsewhere.
document.addEventListener("click", (event) => {
  for (const open of document.querySelectorAll(".appearance[open]")) {
    if (!open.contains(event.target)) open.open = false;
  }
});

begin(document);
