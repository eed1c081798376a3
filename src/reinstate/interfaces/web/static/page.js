// What every page can do: steps without a page jump, refusals in place, drag and drop, search as you type, and a word
// when the program on this machine has gone. Without it every form still works as a plain one.
const body = document.body;
const word = document.getElementById("word");
document.documentElement.classList.add("js");

export const proof = () => document.querySelector('meta[name="proof"]').content;

export function say(message, hint = "", { good = false, reload = false } = {}) {
  const line = document.createElement("div");
  line.className = good ? "word good" : "word";
  const strong = document.createElement("strong");
  strong.textContent = message;
  line.append(strong);
  if (hint) {
    const rest = document.createElement("span");
    rest.textContent = hint;
    line.append(rest);
  }
  const button = document.createElement("button");
  button.className = "plain";
  button.type = "button";
  button.textContent = reload ? body.dataset.reload : body.dataset.dismiss;
  button.addEventListener("click", () => (reload ? location.reload() : word.replaceChildren()));
  line.append(button);
  word.replaceChildren(line);
}

export const hush = () => word.replaceChildren();

// Ask the program; what it refuses comes back as {refused}, and that it is gone as {gone}.
export async function ask(address, { method = "GET", data, signal } = {}) {
  try {
    const answer = await fetch(address, { method, body: data, signal, headers: { "x-live": "1", "x-proof": proof() } });
    const json = (answer.headers.get("content-type") ?? "").includes("json");
    const value = json ? await answer.json() : await answer.text();
    if (answer.ok || (answer.status === 422 && !json)) return { answer, value };
    return { refused: json ? value : { message: `${answer.status} ${answer.statusText}`, hint: "" }, status: answer.status };
  } catch (error) {
    return error.name === "AbortError" ? { stopped: true } : { gone: true };
  }
}

export function refuse({ refused, status, gone }) {
  if (gone) say(body.dataset.offline);
  else say(refused.message, [refused.hint, ...(refused.mistakes ?? [])].join(" "), { reload: status === 409 });
}

// Put a page in the place of this one: same frame, same scripts, the reader's place and focus kept.
export function show(html, address, { push = true } = {}) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const next = new URL(address, location.href);
  const scripts = [...page.querySelectorAll("script[src]")].map((each) => each.getAttribute("src"));
  const known = new Set([...document.querySelectorAll("script[src]")].map((each) => each.getAttribute("src")));
  if (next.pathname !== location.pathname || scripts.some((each) => !known.has(each))) {
    location.assign(address);
    return;
  }
  const focus = path(document.activeElement);
  const scrolled = [...document.querySelectorAll("[id]")].filter((each) => each.scrollTop).map((each) => [each.id, each.scrollTop]);
  const opened = new Map(folds().map(([name, each]) => [name, each.open]));
  for (const part of ["main", "#frame"]) {
    const [here, there] = [document.querySelector(part), page.querySelector(part)];
    if (here && there) here.replaceWith(there);
  }
  folds().forEach(([name, each]) => opened.has(name) && (each.open = opened.get(name)));
  for (const [id, top] of scrolled) {
    const place = document.getElementById(id);
    if (place) place.scrollTop = top;
  }
  document.title = page.title;
  if (push && next.href !== location.href) history.replaceState(null, "", next.href);
  (focus && document.querySelector(focus) || document.getElementById("main")).focus({ preventScroll: true });
  document.dispatchEvent(new CustomEvent("shown"));
}

// What can be folded, by the place it stands in: a page may have more of them than before.
function folds() {
  const count = new Map();
  return [...document.querySelectorAll("main details")].map((each) => {
    const home = each.closest("[id]").id;
    count.set(home, (count.get(home) ?? 0) + 1);
    return [`${home}/${count.get(home)}`, each];
  });
}

function path(element) {
  if (!element || element === body) return "";
  if (element.id) return `#${CSS.escape(element.id)}`;
  const form = element.closest("form[action]");
  if (!form || !element.name) return "";
  return `form[action="${CSS.escape(form.getAttribute("action"))}"] [name="${CSS.escape(element.name)}"]`;
}

// -- steps ----------------------------------------------------------------------------------------------------------
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("form[data-live]")) return;
  event.preventDefault();
  if (form.dataset.busy) return;
  const data = new FormData(form, event.submitter);
  const file = data.getAll("file").find((each) => each instanceof File && form.dataset.limit && each.size > Number(form.dataset.limit));
  if (file) {
    say(form.dataset.tooLarge.replace("{file}", file.name), form.dataset.tooLargeHint);
    return;
  }
  form.dataset.busy = "1";
  form.querySelector(".busy")?.removeAttribute("hidden");
  const files = form.enctype === "multipart/form-data";
  const bar = form.querySelector("progress");
  const done = files && bar ? await sendAll(form.action, data, bar) : await ask(form.action, { method: "POST", data: files ? data : new URLSearchParams(data) });
  delete form.dataset.busy;
  form.querySelector(".busy")?.setAttribute("hidden", "");
  const locked = form.querySelector("[data-locked]");
  if (!done.answer) {
    if (locked && ["evidence.encrypted", "evidence.password-wrong", "papers.locked"].includes(done.refused?.code)) {
      locked.hidden = false;
      locked.querySelector("input").select();
    }
    return refuse(done);
  }
  if (locked) locked.querySelector("input").value = "";
  hush();
  show(done.value, done.answer.ok === false ? location.href : done.answer.url);
});

// Many files go one batch after the other; the first batch that is refused ends it.
const BATCH = { files: 20, bytes: 40_000_000 };
async function sendAll(address, data, bar) {
  const batches = [[]];
  let bytes = 0;
  for (const file of data.getAll("file")) {
    if (batches.at(-1).length && (batches.at(-1).length === BATCH.files || bytes + file.size > BATCH.bytes)) {
      batches.push([]);
      bytes = 0;
    }
    batches.at(-1).push(file);
    bytes += file.size;
  }
  let done;
  for (const [at, files] of batches.entries()) {
    data.delete("file");
    files.forEach((file) => data.append("file", file));
    done = await send(address, data, bar, (part) => (at + part) / batches.length);
    if (!done.answer) break;
  }
  return done;
}

// An upload with its progress; fetch can't tell how much is through.
function send(address, data, bar, share) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.setRequestHeader("x-live", "1");
    request.setRequestHeader("x-proof", proof());
    bar.hidden = false;
    request.upload.addEventListener("progress", (event) => event.lengthComputable && (bar.value = share(event.loaded / event.total)));
    request.addEventListener("error", () => resolve({ gone: true }));
    request.addEventListener("loadend", () => (bar.hidden = true));
    request.addEventListener("load", () => {
      const json = (request.getResponseHeader("content-type") ?? "").includes("json");
      const value = json ? JSON.parse(request.responseText) : request.responseText;
      if (request.status < 400) resolve({ answer: { url: request.responseURL }, value });
      else resolve({ refused: json ? value : { message: `${request.status}`, hint: "" }, status: request.status });
    });
    request.send(data);
  });
}

// -- choices of language and light ------------------------------------------------------------------------------------
document.querySelector("form[data-choices]")?.addEventListener("change", (event) => {
  if (event.target.name === "theme") document.documentElement.dataset.theme = event.target.value;
  event.currentTarget.requestSubmit();
});

// -- drag and drop ------------------------------------------------------------------------------------------------------
function droppable() {
  for (const form of document.querySelectorAll("form[data-drop]")) {
    const well = form.querySelector(".drop");
    const input = form.querySelector('input[type="file"]');
    if (!well || well.dataset.ready) continue;
    well.dataset.ready = "1";
    for (const kind of ["dragover", "dragenter"]) well.addEventListener(kind, (event) => { event.preventDefault(); well.classList.add("over"); });
    well.addEventListener("dragleave", () => well.classList.remove("over"));
    well.addEventListener("drop", (event) => {
      event.preventDefault();
      well.classList.remove("over");
      if (!event.dataTransfer.files.length) return;
      input.files = event.dataTransfer.files;
      form.requestSubmit();
    });
    input.addEventListener("change", () => input.files.length && form.requestSubmit());
  }
}
for (const kind of ["dragover", "drop"]) document.addEventListener(kind, (event) => event.preventDefault());

// -- search as you type ---------------------------------------------------------------------------------------------------
let searching;
async function find(form, rows = 0) {
  searching?.abort();
  searching = new AbortController();
  const address = `${form.getAttribute("action")}?${new URLSearchParams(new FormData(form))}`;
  const done = await ask(rows ? `${address}&rows=${rows}` : address, { signal: searching.signal });
  if (done.stopped) return;
  if (!done.answer) return refuse(done);
  const place = document.querySelector(form.dataset.find);
  const page = new DOMParser().parseFromString(done.value, "text/html");
  place.replaceWith(page.querySelector(form.dataset.find));
  history.replaceState(null, "", address);
  more();
  watch();
}
for (const kind of ["input", "submit"])
  document.addEventListener(kind, (event) => {
    const form = event.target.closest?.("form[data-find]");
    if (!form) return;
    if (kind === "submit") event.preventDefault();
    find(form);
  });

// Rows that the program is still making are asked for again.
function more() {
  const form = document.querySelector("form[data-find]");
  const rows = document.querySelectorAll(".cases > li").length;
  if (form && document.querySelector("[data-more]")) setTimeout(() => find(form, rows), 700);
}

// A long list comes in portions: the next one is asked for as the end of the last comes near.
const near = new IntersectionObserver((seen) => seen.some((each) => each.isIntersecting) && further(), { rootMargin: "1200px" });
function watch() {
  near.disconnect();
  document.querySelectorAll("[data-further]").forEach((each) => near.observe(each));
}
async function further() {
  const link = document.querySelector("[data-further]");
  if (!link || link.dataset.asked) return;
  link.dataset.asked = "1";
  const done = await ask(link.href);
  if (!done.answer || !link.isConnected) return;
  const page = new DOMParser().parseFromString(done.value, "text/html");
  const list = document.querySelector(".cases");
  const known = new Set([...list.querySelectorAll("a")].map((each) => each.getAttribute("href")));
  list.append(...[...page.querySelectorAll(".cases > li")].filter((each) => !known.has(each.querySelector("a").getAttribute("href"))));
  const next = page.querySelector("[data-further]");
  if (next) link.replaceWith(next);
  else link.parentElement.remove();
  watch();
}

// What is folded away and long is asked for when it is unfolded.
document.addEventListener("toggle", async (event) => {
  const place = event.target;
  if (!place.dataset?.fill || !place.open || place.dataset.asked) return;
  place.dataset.asked = "1";
  const done = await ask(place.dataset.fill);
  if (!done.answer) {
    delete place.dataset.asked;
    place.open = false;
    return refuse(done);
  }
  place.append(...new DOMParser().parseFromString(done.value, "text/html").querySelector("[data-filling]").children);
}, true);

// What the program still reads comes into its place, and nothing else is touched.
let reading = 0;
let took = 0; // ms that the last asking took: a large case is asked less often
async function read() {
  clearTimeout(reading);
  if (document.querySelector("[data-reading]")) reading = setTimeout(fetchRead, Math.max(700, 4 * took));
}
async function fetchRead() {
  const begun = performance.now();
  const done = await ask(location.href);
  took = performance.now() - begun;
  if (!done.answer) return done.gone ? refuse(done) : undefined;
  const page = new DOMParser().parseFromString(done.value, "text/html");
  for (const place of document.querySelectorAll("[data-reading]")) {
    const there = page.getElementById(place.id);
    if (there && (!there.hasAttribute("data-reading") || place.hasAttribute("data-moving"))) place.replaceWith(there);
  }
  read();
}

// -- what takes a second or two -----------------------------------------------------------------------------------------------
async function wait() {
  const place = document.querySelector("[data-wait]");
  if (!place || place.dataset.asked) return;
  place.dataset.asked = "1";
  const here = location.pathname;
  const done = await ask(here + place.dataset.wait);
  if (location.pathname !== here) return;
  if (!done.answer) {
    place.removeAttribute("aria-busy");
    for (const [part, hidden] of [["[data-busy]", true], ["[data-retry]", false]])
      place.querySelectorAll(part).forEach((each) => (each.hidden = hidden));
    return refuse(done);
  }
  show(done.value, location.href, { push: false });
}

// -- copy -----------------------------------------------------------------------------------------------------------------------
document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
  const words = button.textContent;
  button.textContent = button.dataset.copied;
  setTimeout(() => (button.textContent = words), 1500);
});

// -- keys: u takes the last step back, / searches ---------------------------------------------------------------------------
document.addEventListener("keydown", (event) => {
  if (event.altKey || event.metaKey || event.ctrlKey || event.target.closest?.("input, textarea, select, [contenteditable], .editor")) return;
  if (event.key === "/") {
    const search = document.querySelector('input[type="search"]');
    if (search) { event.preventDefault(); search.focus(); }
  }
});

// On a narrow screen the step that one is at must not hide behind the edge.
function here() {
  const nav = document.querySelector(".steps");
  const step = nav?.querySelector("[aria-current]");
  if (step) nav.scrollLeft = step.offsetLeft - (nav.clientWidth - step.offsetWidth) / 2;
}

for (const each of [droppable, wait, read, here]) {
  document.addEventListener("shown", each);
  each();
}
more();
watch();
