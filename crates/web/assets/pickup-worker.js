// Keeps a minder's list usable with a bad network: the list that was looked at last, and what was said until it can be
// sent. What is said carries an id, so sending it again counts nothing twice. Pages work without this file.

const KEPT = "pickup";
/** A network that does not answer in this time is none: the same is sent again later. */
const PATIENCE = 8000;

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("sync", (event) => event.waitUntil(send()));
addEventListener("message", (event) => {
  if (event.data.ask === "forget") event.waitUntil(change("readwrite", (kept) => kept.delete(event.data.id)).then(() => tell(0)));
  else event.waitUntil(send());
});
addEventListener("fetch", (event) => {
  const { request } = event;
  const path = new URL(request.url).pathname;
  if (request.method === "POST" && /\/pickup\/(check-ins|[^/]+\/together)$/.test(path)) event.respondWith(say(request));
  else if (request.mode === "navigate" && request.method === "GET") event.respondWith(look(event));
  else if (request.method === "GET" && path.startsWith("/assets/")) event.respondWith(file(request));
});

function patiently() {
  return AbortSignal.timeout(PATIENCE);
}

/** A minder says something: sent if that can be, kept if not. */
async function say(request) {
  const said = new URLSearchParams(await request.clone().text());
  // What is kept from before comes first.
  const answer = (await send()) ? await post(request.url, said, "text/html").catch(() => null) : null;
  if (answer) return answer;
  said.set("at", new Date().toISOString());
  const one = { id: said.get("id"), url: request.url, body: said.toString(), orders: ordersOf(said), at: Date.now() };
  await change("readwrite", (kept) => kept.put(one));
  await registration.sync?.register("pickup").catch(() => {});
  const list = new URL(said.get("from") ?? "", request.url);
  return Response.redirect(list.origin === location.origin ? list : registration.scope, 303);
}

/** What is said is about these: one, or many that were ticked, with those for which nobody came. */
function ordersOf(said) {
  const rest = said.has("rest") ? said.getAll("here") : [];
  return [...said.getAll("order"), ...said.getAll("collected"), ...rest];
}

function post(url, body, accept) {
  const headers = { accept, "content-type": "application/x-www-form-urlencoded" };
  return fetch(url, { method: "POST", body: body.toString(), headers, redirect: "manual", signal: patiently() });
}

/** The newest page, else the one that was kept. Who is turned away keeps none. */
async function look(event) {
  const { request } = event;
  const cache = await caches.open(KEPT);
  const headers = { accept: "text/html" };
  const answer = await fetch(request.url, { headers, redirect: "manual", signal: patiently() }).catch(() => null);
  if (answer) {
    if (answer.ok) await cache.put(request.url, answer.clone());
    else if (answer.status < 500) await caches.delete(KEPT);
    event.waitUntil(send());
    return answer;
  }
  return (await cache.match(request.url)) ?? (await whole(cache, new URL(request.url))) ?? nothing();
}

/** The kept list of the day that is asked for, in which the page itself searches: never what was found for another question. */
async function whole(cache, asked) {
  // As the device has it, who stands at the door: 2026-03-14.
  const day = asked.searchParams.get("day") ?? new Date().toLocaleDateString("sv-SE");
  for (const { url } of await cache.keys()) {
    const kept = new URL(url);
    if (kept.pathname !== asked.pathname || kept.searchParams.has("q")) continue;
    const page = await cache.match(url);
    const is = kept.searchParams.get("day") ?? (await page.clone().text()).match(/name="day" value="([^"]*)"/)?.[1];
    if (is === day) return page;
  }
  return null;
}

function nothing() {
  const text = "<!doctype html><meta charset=utf-8><meta name=viewport content='width=device-width'><title>没有网络 · No network</title><h1>没有网络</h1><p>这一页没有存下来。请回到今天的名单，按取货码或名字找。</p><h1 lang=en>No network</h1><p lang=en>This page was not kept. Go back to today’s list and look by code or name.</p>";
  return new Response(text, { status: 503, headers: { "content-type": "text/html; charset=utf-8" } });
}

/** Style and script carry a fingerprint: what is kept is what it was. */
async function file(request) {
  const cache = await caches.open(KEPT);
  const known = await cache.match(request);
  if (known) return known;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request, answer.clone());
  return answer;
}

/** Sends what is kept, the oldest first. False when something could not be sent. */
function send() {
  return navigator.locks.request("pickup", async () => {
    let sent = 0;
    const kept = await change("readonly", (kept) => kept.getAll());
    kept.sort((a, b) => a.at - b.at);
    for (const one of kept.filter((one) => !one.refused)) {
      const answer = await post(one.url, one.body, "application/json").catch(() => null);
      if (answer?.ok) {
        await change("readwrite", (kept) => kept.delete(one.id));
        // Of many, each has an answer of its own: those that could not be stay on the list with their reason.
        for (const { id, said } of (await answer.json().catch(() => ({}))).refused ?? []) {
          await change("readwrite", (kept) => kept.put({ ...one, id: `${one.id} ${id}`, orders: [id], refused: said }));
        }
        sent += 1;
      } else if (answer && answer.status >= 400 && answer.status < 500 && ![401, 403, 408, 429].includes(answer.status)) {
        const why = await answer.json().catch(() => ({}));
        await change("readwrite", (kept) => kept.put({ ...one, refused: why.detail ?? why.title ?? String(answer.status) }));
      } else {
        await tell(sent, answer?.status === 401 || answer?.status === 403);
        return false;
      }
    }
    await tell(sent);
    return true;
  });
}

/** Tells open pages what is kept. */
async function tell(sent, signedOut = false) {
  const kept = (await change("readonly", (kept) => kept.getAll())).sort((a, b) => a.at - b.at)
    .map(({ id, order, orders, refused, body }) => ({ id, orders: orders ?? [order], refused, told: new URLSearchParams(body).get("told") }));
  for (const page of await clients.matchAll()) page.postMessage({ kept, sent, signedOut });
}

/** One look or change of what is kept on this device. */
function change(mode, act) {
  return new Promise((done, failed) => {
    const opening = indexedDB.open("pickup", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("said", { keyPath: "id" });
    opening.onerror = () => failed(opening.error);
    opening.onsuccess = () => {
      const db = opening.result;
      const transaction = db.transaction("said", mode);
      const asked = act(transaction.objectStore("said"));
      transaction.oncomplete = () => { db.close(); done(asked.result); };
      transaction.onerror = () => { db.close(); failed(transaction.error); };
    };
  });
}
