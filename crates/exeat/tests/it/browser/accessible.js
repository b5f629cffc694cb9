// What a reader who hears the page or uses the keyboard trips over: a check of our own, run in the page.
// It gives back a list of findings; an empty list is what is wanted.
(() => {
  const found = [];
  const where = (element) => {
    const id = element.id ? "#" + element.id : "";
    const text = (element.textContent || "").trim().slice(0, 40);
    return element.tagName.toLowerCase() + id + (element.className && typeof element.className === "string" ? "." + element.className.split(" ")[0] : "") + " «" + text + "»";
  };
  const seen = (element) => {
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    return box.width > 0 && box.height > 0 && style.visibility !== "hidden" && !element.closest("[hidden]") && !(element.closest("details:not([open])") && !element.closest("summary"));
  };
  if (!document.documentElement.lang) found.push("the page has no language");
  if (!document.title.trim()) found.push("the page has no title");
  if (document.querySelectorAll("main").length !== 1) found.push("the page has not one main part but " + document.querySelectorAll("main").length);
  if (document.querySelectorAll("h1").length < 1) found.push("the page has no first heading");
  const ids = new Map();
  for (const element of document.querySelectorAll("[id]")) ids.set(element.id, (ids.get(element.id) || 0) + 1);
  for (const [id, count] of ids) if (count > 1) found.push("the id " + id + " stands " + count + " times");
  for (const attribute of ["aria-labelledby", "aria-describedby"]) {
    for (const element of document.querySelectorAll("[" + attribute + "]")) {
      for (const id of element.getAttribute(attribute).split(/\s+/)) if (!ids.has(id)) found.push(where(element) + " names " + id + ", which is not there");
    }
  }
  for (const image of document.querySelectorAll("img")) if (!image.hasAttribute("alt")) found.push(where(image) + " has no alternative");
  for (const picture of document.querySelectorAll("svg")) {
    if (picture.getAttribute("aria-hidden") !== "true" && !picture.querySelector("title") && !picture.getAttribute("aria-label")) found.push(where(picture) + " has no title");
  }
  const named = (element) => {
    if ((element.getAttribute("aria-label") || "").trim()) return true;
    if (element.getAttribute("aria-labelledby")) return true;
    if (element.labels && [...element.labels].some((label) => label.textContent.trim())) return true;
    if (element.closest("[role=radiogroup], [role=group]") && element.labels && element.labels.length) return true;
    if (["BUTTON", "A", "SUMMARY"].includes(element.tagName)) return Boolean(element.textContent.trim() || element.querySelector("img[alt]:not([alt=''])"));
    return false;
  };
  for (const element of document.querySelectorAll("input:not([type=hidden]), select, textarea, button, a[href], summary")) {
    if (seen(element) && !named(element)) found.push(where(element) + " has no name");
  }
  let level = 0;
  for (const heading of document.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    if (!seen(heading)) continue;
    const next = Number(heading.tagName[1]);
    if (level && next > level + 1) found.push(where(heading) + " comes after a heading of level " + level);
    level = next;
  }
  for (const table of document.querySelectorAll("table")) if (seen(table) && !table.querySelector("th")) found.push(where(table) + " has no heading cells");
  for (const element of document.querySelectorAll("[tabindex]")) if (Number(element.getAttribute("tabindex")) > 0) found.push(where(element) + " changes the order of the keyboard");
  // Contrast of text, by the formula of WCAG 2.
  const paint = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const colour = (text) => {
    paint.clearRect(0, 0, 1, 1);
    paint.fillStyle = "#000";
    paint.fillStyle = text;
    paint.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = paint.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = (top, below) => [0, 1, 2].map((at) => top[at] * top[3] + below[at] * (1 - top[3])).concat(1);
  const ground = (element) => {
    const layers = [];
    for (let one = element; one; one = one.parentElement) {
      const layer = colour(getComputedStyle(one).backgroundColor);
      if (layer[3] > 0) layers.push(layer);
      if (layer[3] === 1) break;
    }
    return layers.reverse().reduce((below, layer) => over(layer, below), [255, 255, 255, 1]);
  };
  const light = ([r, g, b]) => {
    const part = (value) => {
      const one = value / 255;
      return one <= 0.03928 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4;
    };
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const told = new Set();
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || !element || told.has(element) || !seen(element) || element.closest("svg, .hidden, .skip, select, noscript, script, style, textarea")) continue;
    told.add(element);
    const style = getComputedStyle(element);
    const below = ground(element);
    const ink = over(colour(style.color), below);
    const [a, b] = [light(ink), light(below)];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (ratio < (large ? 3 : 4.5)) found.push(where(element) + " has a contrast of " + ratio.toFixed(2));
  }
  // Nothing may be wider than the window.
  if (document.documentElement.scrollWidth > screen.width + 1) found.push("the page is " + document.documentElement.scrollWidth + " wide on a screen of " + screen.width);
  // And nothing may hang out of its box, unless the box can be moved.
  const moves = (element) => Boolean(element.closest(".scroll, pre, textarea, nav.menu, .boxes, svg, .hidden, .skip, .appearance, select, .dates-form, table"));
  for (const card of document.querySelectorAll(".card")) {
    const edge = card.getBoundingClientRect().right + 1;
    for (const one of card.querySelectorAll("*")) if (seen(one) && !moves(one) && one.getBoundingClientRect().right > edge) found.push(where(one) + " hangs out of its box");
  }
  return [...new Set(found)].slice(0, 30);
})()
