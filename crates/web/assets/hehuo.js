// Everything works without this file; it makes pages smoother. No library, no build step.

/** What a form's own tag says. A field called `action` or `method` stands in the place of the form's property. */
function tagSays(form, attribute) {
  return (form.getAttribute(attribute) ?? "").toLowerCase();
}

/** A form is sent once: a second press while the first is on its way does nothing. */
addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) return event.preventDefault();
  const question = form.dataset.confirm;
  if (question && !form.dataset.confirmed) {
    event.preventDefault();
    return ask(form, question, event.submitter);
  }
  // What a device kept of the pages of whoever leaves goes with them.
  if (tagSays(form, "action").endsWith("/sign-out")) globalThis.caches?.delete("pickup");
  if (tagSays(form, "method") === "post") {
    form.dataset.sent = "1";
    event.submitter?.setAttribute("aria-disabled", "true");
  }
});

/** Where the browser gives up the smooth change from page to page (hidden, too late, a redirect in between), the pages are whole all the same. */
for (const moment of ["pageswap", "pagereveal"]) {
  addEventListener(moment, ({ viewTransition }) => {
    for (const part of ["updateCallbackDone", "ready", "finished"]) viewTransition?.[part]?.catch(() => {});
  });
}

/** Back from the next page, the browser shows the old one as it was left: the form may be sent again. */
addEventListener("pageshow", (event) => {
  // A browser fills in what was typed before only now.
  for (const form of document.querySelectorAll("form.basket")) sayBasket(form);
  for (const shown of document.querySelectorAll("[data-ticked]")) sayTicked(shown.closest("form"));
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
  const cancel = button(chinese ? "返回" : "Back", "button quiet", () => dialog.close());
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

/** Buttons to print and to copy show themselves where that is possible. */
function showCopyButtons(root) {
  for (const paper of root.querySelectorAll("button[data-print][hidden]")) {
    paper.hidden = false;
    paper.addEventListener("click", () => print());
  }
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

/** Thousandths of a unit, as quantities are kept; null for what is none. */
function thousandths(text) {
  const typed = text.trim();
  if (typed === "") return 0;
  return /^\d{1,9}(\.\d{1,3})?$/.test(typed) ? Math.round(Number(typed) * 1000) : null;
}

/** − and + beside a quantity, a step at a time. */
function showSteps(root) {
  for (const input of root.querySelectorAll(".qty input[data-step]")) {
    const step = thousandths(input.dataset.step) || 1000;
    const most = input.dataset.left === undefined ? Infinity : thousandths(input.dataset.left);
    const by = (sign) => () => {
      const now = thousandths(input.value) ?? 0;
      const whole = sign > 0 ? Math.floor(now / step) : Math.ceil(now / step);
      const next = Math.max(0, Math.min(most, (whole + sign) * step));
      input.value = next === 0 ? "" : String(next / 1000);
      sayBasket(input.form);
    };
    for (const [text, said, sign] of [["−", input.dataset.less, -1], ["+", input.dataset.more, 1]]) {
      const made = button(text, "step", by(sign));
      made.dataset.made = "";
      made.setAttribute("aria-label", said);
      // Beside the label: a button in it would be read as a part of the field's name.
      if (sign < 0) input.closest(".qty").before(made);
      else input.closest(".qty").after(made);
    }
  }
  for (const form of root.querySelectorAll("form.basket")) sayBasket(form);
}

/** A sum as the server says it. */
function money(minor, symbol, digits) {
  const [whole, rest] = (minor / 10 ** digits).toFixed(digits).split(".");
  return symbol + whole.replace(/\B(?=(\d{3})+$)/g, ",") + (rest ? `.${rest}` : "");
}

/** What is ticked, and what it comes to: each box has its sum behind the first sign. */
function sayTicked(form) {
  const shown = form?.querySelector("[data-ticked]");
  if (!shown) return;
  const digits = Number(shown.dataset.digits);
  const ticked = [...form.querySelectorAll("input[name=paid]:checked")];
  const minor = ticked.reduce((sum, box) => sum + Math.round(Number(box.value.split("=")[1]) * 10 ** digits), 0);
  shown.textContent = shown.dataset.ticked.replace("{count}", ticked.length).replace("{sum}", money(minor, shown.dataset.symbol, digits));
}

addEventListener("change", (event) => {
  if (event.target.matches?.("input[name=paid]")) sayTicked(event.target.form);
});

/** What the quantities come to. The server counts again and its answer is what is paid. */
function sayBasket(form) {
  if (form?.dataset.digits === undefined) return;
  const digits = Number(form.dataset.digits);
  const scale = 10 ** (7 - digits);
  const say = (minor) => money(minor, form.dataset.symbol, digits);
  let sum = 0;
  let counted = false;
  for (const input of form.querySelectorAll("input[data-price]")) {
    const wanted = thousandths(input.value) ?? 0;
    const step = thousandths(input.dataset.step ?? "") || 1;
    const left = input.dataset.left === undefined ? Infinity : thousandths(input.dataset.left);
    const counts = wanted > 0 && wanted % step === 0 && wanted <= left;
    const exact = counts ? Math.round(Number(input.dataset.price) * 10000) * wanted : 0;
    let minor = Math.floor(exact / scale);
    const over = exact % scale;
    // Halves to the even one, as the server rounds.
    if (over * 2 > scale || (over * 2 === scale && minor % 2 === 1)) minor += 1;
    sum += minor;
    counted ||= counts;
    const line = input.closest(".pick.review")?.querySelector(".sum");
    if (line) line.textContent = counts ? say(minor) : "";
  }
  for (const shown of form.querySelectorAll("[data-basket-sum]")) {
    shown.hidden = sum === 0 && shown.dataset.basketSum !== "always";
    (shown.querySelector("b") ?? shown).textContent = say(sum);
  }
  for (const pressed of form.querySelectorAll("[data-says-sum]")) {
    pressed.textContent = pressed.textContent.replace(pressed.dataset.saysSum, say(sum));
    pressed.dataset.saysSum = say(sum);
    // Of nothing that can be had there is nothing to order.
    pressed.disabled = !counted;
  }
}

addEventListener("input", (event) => {
  if (event.target.matches?.(".qty input")) sayBasket(event.target.form);
});

/** What a field for a member offers follows what is typed into it. */
let asked = null;
addEventListener("input", (event) => {
  const input = event.target;
  if (!input.dataset?.people || !input.list) return;
  clearTimeout(asked);
  asked = setTimeout(async () => {
    const part = input.value.trim();
    const answer = await fetch(`${input.dataset.people}?name=${encodeURIComponent(part)}`, { headers: { accept: "application/json" } }).catch(() => null);
    // Whoever has typed on in the meantime waits for the answer to that.
    if (!answer?.ok || input.value.trim() !== part) return;
    const found = (await answer.json()).members.map(({ named }) => {
      const option = document.createElement("option");
      option.value = named;
      return option;
    });
    for (const option of input.list.querySelectorAll("option:not([data-stays])")) option.remove();
    input.list.append(...found);
  }, 200);
});

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

/** As the page brought it: relative times were written over, and each form has a key of its own each time. */
function content(region) {
  const copy = region.cloneNode(true);
  for (const time of copy.querySelectorAll("time[data-relative]")) time.replaceWith(time.dateTime);
  for (const key of copy.querySelectorAll("[name=idempotency_key]")) key.remove();
  for (const button of copy.querySelectorAll("button[data-copy], [data-made]")) button.remove();
  return copy.innerHTML;
}

/** What somebody stands on, has typed or chosen in, has sent or has opened is not taken away. */
function isInUse(region) {
  if (region.contains(document.activeElement) || region.querySelector("form[data-sent]")) return true;
  for (const field of region.querySelectorAll("input, textarea")) {
    if (field.type !== "hidden" && (field.value !== field.defaultValue || field.checked !== field.defaultChecked)) return true;
  }
  for (const option of region.querySelectorAll("option")) {
    if (option.selected !== option.defaultSelected && option.closest("select").selectedIndex !== 0) return true;
  }
  return region.querySelector("details[open]") !== null;
}

/** The page is fetched again, with this reader's rights, and what is marked is put in place. True when a region
 * in use was left as it was. */
async function refresh() {
  const answer = await fetch(location.href, { headers: { accept: "text/html" } }).catch(() => null);
  if (!answer?.ok || answer.redirected) return false;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  let left = false;
  for (const region of document.querySelectorAll("[data-live-region][id]")) {
    const next = fresh.getElementById(region.id);
    // A region inside one that was just replaced is gone; inside one that was left it is looked at by itself.
    if (!next || !region.isConnected || content(region) === content(next)) continue;
    if (isInUse(region)) {
      left = true;
      continue;
    }
    region.replaceChildren(...next.childNodes);
    showCopyButtons(region);
    showSteps(region);
    sayRelativeTimes(region);
  }
  return left;
}

/** Pages that follow what happens listen while they are looked at. */
function listen() {
  const { live, liveFrom } = document.body.dataset;
  if (!live || !liveFrom) return;
  let stream = null;
  let waiting = null;
  let left = false;
  const changed = () => {
    // Many changes in one moment are one fetch.
    waiting ??= setTimeout(async () => { waiting = null; left = await refresh(); }, 400);
  };
  // Whoever steps off a region that was left alone sees what has happened to it.
  addEventListener("focusout", () => { if (left) changed(); });
  const open = () => {
    if (stream || document.hidden) return;
    stream = new EventSource(`${liveFrom}?topics=${encodeURIComponent(live)}`);
    stream.addEventListener("changed", changed);
    stream.addEventListener("open", () => {
      // The stream was away for a moment, and so was what it would have said.
      if (document.body.dataset.liveOpen) changed();
      document.body.dataset.liveOpen = "1";
    });
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
showSteps(document);
sayRelativeTimes(document);
setInterval(() => sayRelativeTimes(document), 60000);
listen();
document.querySelector(".error-summary")?.focus();

/** A phone takes pictures many times larger than any page shows them. What cannot be read here is for the server to refuse. */
addEventListener("change", async (event) => {
  const input = event.target;
  const file = input.files?.[0];
  if (!file || !input.dataset?.shrink || file.size < 400_000) return;
  const picture = await createImageBitmap(file).catch(() => null);
  if (!picture) return;
  const scale = Math.min(1, Number(input.dataset.shrink) / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const small = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
  // Another may have been chosen meanwhile.
  if (!small || small.size >= file.size || input.files[0] !== file) return;
  const chosen = new DataTransfer();
  chosen.items.add(new File([small], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" }));
  input.files = chosen.files;
});
