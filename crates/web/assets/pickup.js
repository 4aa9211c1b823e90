// On a minder's pages: starts the worker that keeps them, and shows what it keeps. Pages work without this file.

const shown = document.getElementById("kept");

async function start() {
  const { worker, scope, by } = shown.dataset;
  // A page that came before the worker was there passed it by.
  const page = navigator.serviceWorker.controller ? null : location.href.split("#")[0];
  navigator.serviceWorker.addEventListener("message", ({ data }) => show(data));
  await navigator.serviceWorker.register(worker, { scope });
  const { active } = await navigator.serviceWorker.ready;
  const all = (selector, address) => [...new Set([...document.querySelectorAll(selector)].map(address))];
  const files = all("script[src], link[href]", (one) => one.src ?? one.href);
  active.postMessage({
    ask: "keep",
    page,
    lists: all("form [name=from]", (one) => new URL(one.value, location.href).href),
    files: files.filter((one) => one.startsWith(`${location.origin}/assets/`)),
  });
  const ask = () => active.postMessage({ ask: "send", by });
  addEventListener("online", ask);
  ask();
}

// By what its row says to be called, or by the row's heading; the pages list them differently.
function name(order) {
  const row = document.querySelector(`[data-order="${CSS.escape(order)}"]`);
  return row?.dataset.called ?? row?.querySelector("h3")?.textContent.trim() ?? "";
}

function show({ kept, sent, signedOut }) {
  if (sent > 0) return location.reload();
  shown.hidden = kept.length === 0;
  const waiting = kept.filter((one) => !one.refused);
  // On a device that several use, what somebody else said waits for them.
  const isTheirs = (one) => one.by !== "" && one.by !== shown.dataset.by;
  const lines = waiting.length > 0 ? [line(shown.dataset.waits.replace("#", waiting.length))] : [];
  if (signedOut || waiting.some(isTheirs)) lines.push(line(shown.dataset.signedOut));
  for (const one of kept.filter((one) => one.refused)) {
    const called = one.orders.map(name);
    const text = line(`${shown.dataset.refused} ${called.join(" ")}: ${one.refused} `);
    const forget = document.createElement("button");
    forget.type = "button";
    forget.className = "button quiet small";
    forget.textContent = shown.dataset.forget;
    forget.addEventListener("click", () => navigator.serviceWorker.controller?.postMessage({ ask: "forget", id: one.id }));
    text.append(forget);
    lines.push(text);
  }
  shown.replaceChildren(...lines);
  for (const row of document.querySelectorAll("[data-order]")) {
    const last = waiting.findLast((one) => one.orders.includes(row.dataset.order));
    row.querySelector("[data-said]")?.remove();
    const here = row.querySelectorAll("form");
    // Taken back before it was sent: a row that still shows its buttons shows them again.
    const undone = last?.told === "undo" && here[0]?.elements.told.value !== "undo";
    const said = last !== undefined && !undone;
    // What somebody else said is none of the reader's to take back, and stands in nobody's way.
    const theirs = said && isTheirs(last);
    for (const form of here) form.hidden = said && !theirs;
    if (!said) continue;
    const note = line(shown.dataset.said);
    note.dataset.said = "";
    if (last.told !== "undo" && here.length > 0 && !theirs) note.append(" ", undo(here[0]));
    row.append(note);
  }
}

/** Without a network the worker shows the whole list that it kept; what was asked for is looked for in that. */
function search() {
  const asked = new URLSearchParams(location.search).get("q")?.trim() ?? "";
  const field = document.querySelector("form[role=search] [name=q]");
  if (!field || asked === "" || field.defaultValue === asked) return;
  const folded = (text) => text.normalize("NFKC").toLowerCase().trim();
  field.value = asked;
  let found = 0;
  for (const row of document.querySelectorAll("#day [data-order]")) {
    const code = folded(row.querySelector(".code")?.textContent ?? "");
    const is = /^\d+$/.test(folded(asked)) ? code === folded(asked) : folded(row.textContent).includes(folded(asked));
    row.hidden = !is;
    if (is) found += 1;
  }
  const note = line(found > 0 ? shown.dataset.searched : shown.dataset.notHere.replace("#", asked));
  note.className = "note";
  document.getElementById("day").prepend(note);
}

/** What was said without a network is taken back as it would be with one: after it, by the same way. */
function undo(form) {
  const made = form.cloneNode(true);
  made.hidden = false;
  made.elements.id.value = crypto.randomUUID();
  made.elements.told.value = "undo";
  const button = made.querySelector("button");
  button.className = "button quiet small";
  button.textContent = shown.dataset.undo;
  return made;
}

function line(text) {
  const made = document.createElement("p");
  made.textContent = text;
  return made;
}

if (shown) search();
if (shown && navigator.serviceWorker && navigator.locks) start().catch(() => {});
