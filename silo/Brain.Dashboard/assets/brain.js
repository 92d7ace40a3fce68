// Keeps the open page up to date, and lets it be used by keyboard. It asks nobody but the brain.
const main = document.getElementById("main");
const link = document.getElementById("link");
const said = document.getElementById("said");
const follows = (main?.dataset.follows ?? "").split(" ").filter(Boolean);

// --- Fragments: the same page, asked for again, is laid over what is open. -------------------------------------------

let busy = false, again = false, last = 0, failed = 0, later;
const leastMs = 400;

async function refresh() {
  if (busy) { again = true; return; }
  if (document.hidden) { again = true; return; }
  busy = true;
  const wait = last + leastMs - performance.now();
  if (wait > 0) await new Promise(done => setTimeout(done, wait));
  last = performance.now();
  again = false;
  clearTimeout(later);
  try {
    const answer = await fetch(location.pathname + location.search, { headers: { "x-fragment": "main", accept: "text/html" }, redirect: "manual" });
    if (answer.type === "opaqueredirect" || answer.status === 401) { location.reload(); return; }
    // What is there no more says so itself.
    if (!answer.ok && answer.status !== 404) throw new Error(`The page was answered with ${answer.status}.`);
    lay(await answer.text());
    failed = 0;
  } catch {
    // Asked for again, less and less often: the page that is open is older than what was told.
    later = setTimeout(refresh, Math.min(15000, 500 * 2 ** failed++));
  } finally {
    busy = false;
  }
  if (again) refresh();
}

function lay(html) {
  const page = new DOMParser().parseFromString(`<main>${html}</main>`, "text/html");
  // A row that moves to another place would lose it.
  const held = document.activeElement;
  morph(main, page.querySelector("main"));
  if (held !== document.activeElement && held?.isConnected && held !== document.body) held.focus({ preventScroll: true });
  const title = main.querySelector("#title")?.dataset.title;
  if (title) document.title = `${title} · Brain`;
  tell();
}

// What a person types, opened or moved stays as it is.
const kept = new Set(["open", "value", "checked"]);
const isHeld = node => node === document.activeElement || node.dataset?.dirty !== undefined;

function morph(old, fresh) {
  const named = new Map();
  for (const child of old.children) if (child.id) named.set(child.id, child);
  let place = old.firstChild;
  for (let next = fresh.firstChild; next;) {
    const following = next.nextSibling;
    while (place?.dataset?.kept !== undefined) place = place.nextSibling;
    const match = next.id && named.get(next.id);
    if (match) {
      if (match !== place) old.insertBefore(match, place); else place = place.nextSibling;
      named.delete(next.id);
      morphNode(match, next);
    } else if (place && alike(place, next)) {
      const here = place;
      place = place.nextSibling;
      morphNode(here, next);
    } else {
      old.insertBefore(document.importNode(next, true), place);
    }
    next = following;
  }
  while (place) {
    const gone = place;
    place = place.nextSibling;
    if (gone.dataset?.kept === undefined && !(gone.nodeType === 1 && gone.contains(document.activeElement) && document.activeElement.matches("input, textarea"))) gone.remove();
  }
}

const alike = (old, fresh) => old.nodeType === fresh.nodeType && old.nodeName === fresh.nodeName && !old.id && !fresh.id;

function morphNode(old, fresh) {
  if (old.nodeType !== 1) {
    if (old.nodeValue !== fresh.nodeValue) old.nodeValue = fresh.nodeValue;
    return;
  }
  if (old.isEqualNode(fresh)) return;
  if (isHeld(old) && old.matches("input, textarea, select")) return;
  for (const { name } of [...old.attributes])
    if (!fresh.hasAttribute(name) && !kept.has(name) && name !== "data-on") old.removeAttribute(name);
  for (const { name, value } of fresh.attributes)
    if (old.getAttribute(name) !== value && !kept.has(name)) old.setAttribute(name, value);
  // A slider that nobody moved stays where it says: at the newest.
  if (old.matches("input[type=hidden], input[data-moment]")) old.value = fresh.value;
  morph(old, fresh);
}

// --- The line to the brain. --------------------------------------------------------------------------------------------

let source, tries = 0, timer;

// A browser holds six lines to a host: a tab that nobody sees gives its own back, and catches up when it is seen.
function listen() {
  clearTimeout(timer);
  source?.close();
  if (document.hidden) { rest(); return; }
  source = new EventSource("/app/events");
  // What changed between the page and the line was told to nobody.
  source.addEventListener("hello", () => { tries = 0; state("live", "live"); refresh(); });
  source.addEventListener("change", event => {
    const changed = JSON.parse(event.data);
    if (changed.some(one => one === "all" || follows.includes(one))) refresh();
  });
  source.onerror = () => {
    state("lost", "offline");
    if (source.readyState !== EventSource.CLOSED) return; // The browser tries again by itself.
    // Refused: signed out, or the brain is not there yet.
    source.close();
    timer = setTimeout(async () => {
      try {
        const answer = await fetch("/app/files/icon.svg", { redirect: "manual" });
        if (answer.type === "opaqueredirect" || answer.status === 401) { location.reload(); return; }
      } catch { /* Still away. */ }
      listen();
    }, Math.min(15000, 500 * 2 ** tries++));
  };
}

function rest() {
  clearTimeout(timer);
  source?.close();
  state("off", "paused");
}

function state(name, word) {
  link.dataset.state = name;
  link.querySelector(".word").textContent = word;
}

if (follows.length > 0) listen();
addEventListener("pagehide", () => source?.close());
addEventListener("pageshow", event => { if (event.persisted && follows.length > 0) listen(); });
document.addEventListener("visibilitychange", () => {
  if (follows.length > 0) { if (document.hidden) rest(); else listen(); }
  else if (!document.hidden && again) refresh();
});

// --- Times. --------------------------------------------------------------------------------------------------------------

function ago(seconds) {
  if (seconds < -60) return seconds > -3600 ? `in ${Math.floor(-seconds / 60)} min` : seconds > -86400 ? `in ${Math.floor(-seconds / 3600)} h` : `in ${Math.floor(-seconds / 86400)} d`;
  if (seconds < 5) return "now";
  if (seconds < 60) return `${Math.floor(seconds)} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  return seconds < 86400 ? `${Math.floor(seconds / 3600)} h ago` : `${Math.floor(seconds / 86400)} d ago`;
}

function tell() {
  for (const one of document.querySelectorAll("time[data-ago]")) {
    const text = ago((Date.now() - Date.parse(one.dateTime)) / 1000);
    if (one.textContent !== text) one.textContent = text;
  }
}

setInterval(tell, 5000);

// --- What a person does: sent as the form says, and told without leaving the page. ----------------------------------

document.addEventListener("submit", async event => {
  const form = event.target;
  if (!form.matches("form.act")) return;
  event.preventDefault();
  if (form.dataset.confirm && !confirm(form.dataset.confirm)) return;
  if (form.dataset.on) return;
  form.dataset.on = "1";
  // Before the buttons are off: the one that was pressed says something too.
  const body = new URLSearchParams(new FormData(form, event.submitter));
  for (const button of form.querySelectorAll("button")) button.disabled = true;
  note("…", "wait");
  forget(form);
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers: { "x-fragment": "said" }, redirect: "manual" });
    if (answer.type === "opaqueredirect" || answer.status === 401) { location.reload(); return; }
    if (form.dataset.tells !== undefined || (answer.headers.has("x-keep") && answer.ok)) tellAt(form, await sentence(answer));
    else note(await sentence(answer), answer.ok ? "done" : "refused");
    if (answer.ok && form.dataset.tells === undefined && !answer.headers.has("x-keep")) {
      for (const field of form.querySelectorAll("input:not([type=hidden]), textarea")) { field.value = ""; delete field.dataset.dirty; }
      if (document.activeElement && form.contains(document.activeElement)) document.activeElement.blur();
    }
  } catch {
    note("The brain can't be reached: it is not known to be done.", "refused");
  } finally {
    delete form.dataset.on;
    for (const button of form.querySelectorAll("button")) button.disabled = false;
    refresh();
  }
});

document.addEventListener("input", event => {
  if (event.target.matches("input, textarea, select")) event.target.dataset.dirty = "";
  const slider = event.target.closest("input[type=range][data-moment]");
  if (slider) slider.form.querySelector("output").textContent = new Date(Number(slider.value) * 1000).toISOString().replace("T", " ").slice(0, 19) + " UTC";
});
document.addEventListener("change", event => { if (event.target.matches("[data-submit]")) event.target.form.requestSubmit(); });

// What went wrong before the form was read is told as programs are told it.
async function sentence(answer) {
  const text = await answer.text();
  if (answer.ok || !answer.headers.get("content-type")?.includes("json")) return text;
  try { return JSON.parse(text).error ?? text; } catch { return text; }
}

// What was only looked at stands beside the form that asked for it, until it asks again.
function tellAt(form, text) {
  said.replaceChildren();
  const line = document.createElement("pre");
  line.className = "told";
  line.dataset.kept = "";
  line.setAttribute("role", "status");
  line.textContent = text;
  form.after(line);
}

const forget = form => { if (form.nextElementSibling?.dataset.kept !== undefined) form.nextElementSibling.remove(); };

let noted;
function note(text, kind) {
  clearTimeout(noted);
  const line = document.createElement("p");
  line.className = kind;
  line.textContent = text;
  said.replaceChildren(line);
  if (kind === "done" && text.length < 200) noted = setTimeout(() => said.replaceChildren(), 12000);
}
said?.addEventListener("click", () => said.replaceChildren());

// --- Keys: / searches, j and k move, ? shows them, Enter opens, Escape leaves. ---------------------------------------

const keys = document.getElementById("keys");
const keysOn = document.getElementById("keys-on");
const keysKept = "brain.keys";

// Who speaks to the browser, or types with something else, may switch off the keys of one character.
function useKeys(on) {
  keysOn.checked = on;
  document.documentElement.dataset.keys = on ? "on" : "off";
}

try { useKeys(localStorage.getItem(keysKept) !== "off"); } catch { useKeys(true); }
keysOn.addEventListener("change", () => {
  useKeys(keysOn.checked);
  try { localStorage.setItem(keysKept, keysOn.checked ? "on" : "off"); } catch { /* Nothing is kept here: until the page is left. */ }
});
// Another tab of the same browser.
addEventListener("storage", event => { if (event.key === keysKept) useKeys(event.newValue !== "off"); });
document.getElementById("keys-open").addEventListener("click", () => keys.showModal());
document.getElementById("keys-close").addEventListener("click", () => keys.close());

document.addEventListener("keydown", event => {
  if (keys.open || event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = event.target.matches("input, textarea, select");
  if (event.key === "Escape") { if (typing) event.target.blur(); else said?.replaceChildren(); return; }
  if (typing || !keysOn.checked) return;
  if (event.key === "?") keys.showModal();
  if (event.key === "/") {
    event.preventDefault();
    const field = document.querySelector("main [data-search]") ?? document.querySelector("[data-search]");
    field?.focus();
    field?.select();
  }
  if (event.key === "j" || event.key === "k") move(event.key === "j" ? 1 : -1);
});

function move(step) {
  const rows = [...document.querySelectorAll("main [data-row]")].filter(row => row.offsetParent !== null);
  if (rows.length === 0) return;
  const at = rows.findIndex(row => row.contains(document.activeElement));
  const row = rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + step))];
  const target = row.querySelector("[data-open]") ?? row.querySelector("a, button, summary") ?? row;
  target.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

tell();
