// Everything works without this file; it makes pages smoother. No library, no build step.

/** A form is sent once: a second press while the first is on its way does nothing. */
addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) return event.preventDefault();
  const question = form.dataset.confirm;
  if (question && !form.dataset.confirmed) {
    event.preventDefault();
    return ask(form, question, event.submitter);
  }
  if (form.method !== "get") {
    form.dataset.sent = "1";
    event.submitter?.setAttribute("aria-disabled", "true");
  }
});

/** Back from the next page, the browser shows the old one as it was left: the form may be sent again. */
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  for (const button of document.querySelectorAll("button[aria-disabled]")) button.removeAttribute("aria-disabled");
});

/** A question before what cannot be undone. */
function ask(form, question, submitter) {
  const chinese = document.documentElement.lang.startsWith("zh");
  const dialog = document.createElement("dialog");
  const text = document.createElement("p");
  text.textContent = question;
  text.id = "question";
  dialog.setAttribute("aria-labelledby", "question");
  const actions = document.createElement("div");
  actions.className = "actions";
  const cancel = button(chinese ? "取消" : "Cancel", "button quiet", () => dialog.close());
  const confirm = button(submitter?.textContent.trim() || (chinese ? "确认" : "Confirm"), "button", () => {
    form.dataset.confirmed = "1";
    dialog.close();
    form.requestSubmit(submitter ?? undefined);
  });
  actions.append(cancel, confirm);
  dialog.append(text, actions);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  cancel.focus();
}

function button(text, className, press) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = className;
  made.textContent = text;
  made.addEventListener("click", press);
  return made;
}

/** Copy buttons show themselves where copying is possible. */
function showCopyButtons(root) {
  if (!navigator.clipboard) return;
  for (const copy of root.querySelectorAll("button[data-copy][hidden]")) {
    copy.hidden = false;
    copy.addEventListener("click", async () => {
      await navigator.clipboard.writeText(copy.dataset.copy);
      const before = copy.textContent;
      copy.textContent = copy.dataset.copied;
      setTimeout(() => (copy.textContent = before), 2000);
    });
  }
}

/** "3 minutes ago" beside the written time, for what is less than a day old. */
function sayRelativeTimes(root) {
  const words = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "auto", style: "short" });
  for (const time of root.querySelectorAll("time[data-relative]")) {
    const seconds = Math.round((Date.parse(time.dateTime) - Date.now()) / 1000);
    if (Math.abs(seconds) > 86400) continue;
    time.title ||= time.textContent;
    const minutes = Math.round(seconds / 60);
    time.textContent = Math.abs(minutes) < 60 ? words.format(minutes, "minute") : words.format(Math.round(minutes / 60), "hour");
  }
}

/** The page is fetched again, with this reader's rights, and what is marked is put in place. */
async function refresh() {
  const answer = await fetch(location.href, { headers: { accept: "text/html" } }).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const region of document.querySelectorAll("[data-live-region][id]")) {
    const next = fresh.getElementById(region.id);
    // What somebody is typing in, or stands on, is left alone.
    if (!next || region.contains(document.activeElement) || region.innerHTML === next.innerHTML) continue;
    region.replaceChildren(...next.childNodes);
    showCopyButtons(region);
    sayRelativeTimes(region);
  }
}

/** Pages that follow what happens listen while they are looked at. */
function listen() {
  const { live, liveFrom } = document.body.dataset;
  if (!live || !liveFrom) return;
  let stream = null;
  let waiting = null;
  const changed = () => {
    // Many changes in one moment are one fetch.
    waiting ??= setTimeout(() => { waiting = null; refresh(); }, 400);
  };
  const open = () => {
    if (stream || document.hidden) return;
    stream = new EventSource(`${liveFrom}?topics=${encodeURIComponent(live)}`);
    stream.addEventListener("changed", changed);
  };
  const close = () => { stream?.close(); stream = null; };
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return close();
    open();
    changed();
  });
  addEventListener("pagehide", close);
  addEventListener("pageshow", open);
  open();
}

showCopyButtons(document);
sayRelativeTimes(document);
setInterval(() => sayRelativeTimes(document), 60000);
listen();
document.querySelector(".error-summary")?.focus();
