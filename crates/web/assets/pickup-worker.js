// Keeps a minder's list usable with a bad network: the list that was looked at last, and what was said until it can be
// sent. What is said carries an id, so sending it again counts nothing twice. Pages work without this file.

const KEPT = "pickup";
/** A network that does not answer in this time is none: the same is sent again later. */
const PATIENCE = 8000;

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("sync", (event) => event.waitUntil(send()));
addEventListener("message", (event) => event.waitUntil(asked(event.data)));
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

/** What a page asks for. `by`: who is signed in there. */
async function asked({ ask, id, by, page, lists, files }) {
  if (ask === "keep") return keep(page, lists, files);
  if (ask === "forget") await change("readwrite", (kept) => kept.delete(id));
  // What waits is shown before a bad network has let it be tried.
  await tell(0);
  if (ask === "send") await send(by);
}

/** A minder says something: sent if that can be, kept if not. */
async function say(request) {
  const said = new URLSearchParams(await request.clone().text());
  const list = new URL(said.get("from") ?? "", request.url);
  const from = list.origin === location.origin ? list : registration.scope;
  // What is kept from before comes first.
  const answer = (await send(said.get("by"))) ? await sent(request.url, said, from) : null;
  if (answer) return answer;
  said.set("at", new Date().toISOString());
  const one = { id: said.get("id"), url: request.url, body: said.toString(), orders: ordersOf(said), at: Date.now() };
  await change("readwrite", (kept) => kept.put(one));
  await registration.sync?.register("pickup").catch(() => {});
  return Response.redirect(from, 303);
}

/** What a person gets to see of what was said; null when it has to be said again. */
async function sent(url, said, from) {
  // Of one, a page answers with a redirect, and looks the same when it leads to the sign-in: a program is told which it is.
  const ofOne = url.endsWith("/check-ins");
  const answer = await post(url, said, ofOne ? "application/json" : "text/html").catch(() => null);
  if (isLater(answer)) return null;
  if (!ofOne) return answer;
  if (!answer.ok) return post(url, said, "text/html").catch(() => null);
  const { next } = await answer.json().catch(() => ({}));
  return Response.redirect(next ? new URL(next, url) : from, 303);
}

/** Nobody there, or a gateway that speaks for who is not there, or a session that is over: nothing was decided about what was said. */
function isLater(answer) {
  return !answer || answer.type === "opaqueredirect" || answer.status >= 500 || [401, 408, 429].includes(answer.status);
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

/** The newest page, else the one that was kept. */
async function look(event) {
  const { url } = event.request;
  const answer = await renew(url);
  // A gateway that speaks for a server that is away is no network.
  if (answer && ![502, 503, 504].includes(answer.status)) {
    event.waitUntil(send());
    return answer;
  }
  const cache = await caches.open(KEPT);
  return (await cache.match(url)) ?? (await whole(cache, new URL(url))) ?? answer ?? nothing();
}

/** The page as it is now, kept if it came whole; null without a network. Who is turned away keeps none. */
async function renew(url) {
  try {
    const answer = await fetch(url, { headers: { accept: "text/html" }, redirect: "manual", signal: patiently() });
    if (answer.ok) await (await caches.open(KEPT)).put(url, answer.clone());
    else if (await isTurnedAway(answer, url)) await caches.delete(KEPT);
    return answer;
  } catch {
    return null;
  }
}

/** A wrong code is no reason to throw a list away, nor is a server that asks for patience. */
async function isTurnedAway(answer, url) {
  if (answer.type !== "opaqueredirect") return [401, 403].includes(answer.status);
  // Where a redirect leads is hidden; a program is told that nobody is signed in.
  const told = await fetch(url, { headers: { accept: "application/json" }, redirect: "manual", signal: patiently() });
  return told.status === 401;
}

/** What was there before this worker: a page, the lists that its buttons lead to, and the files that it is made of. */
async function keep(page, lists, files) {
  if (page) await renew(page);
  const cache = await caches.open(KEPT);
  for (const list of lists) if (!(await cache.match(list))) await renew(list);
  await Promise.allSettled(files.map((one) => file(new Request(one))));
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

/**
 * Sends what is kept, the oldest first: of `me` alone where that is known, for nobody else's is taken from who is signed in. What
 * cannot be sent holds back what the same person said later, and nobody else's. False when that was so.
 */
function send(me) {
  return navigator.locks.request("pickup", async () => {
    let count = 0;
    let signedOut = false;
    const held = new Set();
    const kept = await change("readonly", (kept) => kept.getAll());
    kept.sort((a, b) => a.at - b.at);
    for (const one of kept.filter((one) => !one.refused)) {
      const by = byOf(one);
      if (held.has(by) || (me && by && by !== me)) continue;
      const answer = await post(one.url, one.body, "application/json").catch(() => null);
      if (answer?.ok) {
        await change("readwrite", (kept) => kept.delete(one.id));
        // Of many, each has an answer of its own: those that could not be stay on the list with their reason.
        for (const { id, said } of (await answer.json().catch(() => ({}))).refused ?? []) {
          await change("readwrite", (kept) => kept.put({ ...one, id: `${one.id} ${id}`, orders: [id], refused: said }));
        }
        count += 1;
        continue;
      }
      const why = isLater(answer) ? {} : await answer.json().catch(() => ({}));
      if (isLater(answer) || why.code === "said_by_another") {
        held.add(by);
        signedOut ||= answer?.status === 401 || answer?.status === 403;
        // Nobody's gets through.
        if (!answer || answer.status === 401) break;
      } else {
        await change("readwrite", (kept) => kept.put({ ...one, refused: why.detail ?? why.title ?? String(answer.status) }));
      }
    }
    await tell(count, signedOut);
    return held.size === 0;
  });
}

/** Who said it, a member's id; empty where that is not known. */
function byOf(one) {
  return new URLSearchParams(one.body).get("by") ?? "";
}

/** Tells open pages what is kept. */
async function tell(sent, signedOut = false) {
  const kept = (await change("readonly", (kept) => kept.getAll())).sort((a, b) => a.at - b.at)
    .map((one) => {
      const { id, refused, order, orders = [order] } = one;
      return { id, orders, refused, by: byOf(one), told: new URLSearchParams(one.body).get("told") };
    });
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
