// The list as a picture for the chat. Without this file the text is there to copy.

const WIDTH = 720;
const EDGE = 40;

const card = document.getElementById("card");
if (card && HTMLCanvasElement.prototype.toBlob) show(card);

function show(section) {
  const canvas = document.createElement("canvas");
  draw(canvas, section.dataset.title, section.dataset.text);
  canvas.className = "card";
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", section.dataset.made);
  const actions = document.createElement("p");
  actions.className = "actions";
  const file = () => new Promise((done) => canvas.toBlob((blob) => done(new File([blob], "list.png", { type: "image/png" })), "image/png"));
  if (navigator.canShare?.({ files: [new File([""], "list.png", { type: "image/png" })] })) {
    // Whoever closes the sheet of the phone has not failed.
    actions.append(button(section.dataset.share, "button", async () => navigator.share({ files: [await file()] }).catch(() => {})));
  }
  actions.append(
    button(section.dataset.save, "button quiet", async () => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(await file());
      link.download = "list.png";
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    }),
  );
  section.append(canvas, actions);
  section.hidden = false;
}

function button(text, className, press) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = className;
  made.textContent = text;
  made.addEventListener("click", press);
  return made;
}

/** In the page's own colours, at twice the size, so that it is sharp on a phone. */
function draw(canvas, title, text) {
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(name).trim();
  const pen = canvas.getContext("2d");
  const fonts = { title: `600 34px ${colour("--serif")}`, line: `26px ${colour("--sans")}` };
  const rows = [];
  const put = (words, font, ink, height) => {
    pen.font = fonts[font];
    for (const row of wrapped(pen, words, WIDTH - 2 * EDGE)) rows.push({ row, font, ink, height });
  };
  put(title, "title", "--ink", 50);
  rows.push({ row: "", font: "line", ink: "--ink", height: 16 });
  const lines = text.trim().split("\n");
  if (lines[0].replace(/^#接龙\s*/, "") === "") lines.shift();
  if (lines[0]?.trim() === title) lines.shift();
  for (const line of lines) put(line, "line", /^\d+\. /.test(line) ? "--ink" : "--ink-soft", 40);
  const height = rows.reduce((sum, row) => sum + row.height, 2 * EDGE);
  // Phones draw no picture that is much larger than this.
  const scale = height > 8000 ? 1 : 2;
  canvas.width = WIDTH * scale;
  canvas.height = height * scale;
  pen.scale(scale, scale);
  pen.fillStyle = colour("--sheet");
  pen.fillRect(0, 0, WIDTH, height);
  pen.fillStyle = colour("--seal");
  pen.fillRect(0, 0, WIDTH, 8);
  let top = EDGE;
  for (const { row, font, ink, height } of rows) {
    top += height;
    pen.font = fonts[font];
    pen.fillStyle = colour(ink);
    pen.fillText(row, EDGE, top - 12);
  }
}

/** Chinese breaks anywhere but behind what opens and before what closes; words of letters stay whole where they can. */
function wrapped(pen, words, width) {
  const rows = [];
  let row = "";
  for (const piece of words.match(/[【（「《“]*(?:[\x21-\x7e]+|[^\x21-\x7e【（「《“])[】）」》”，。、；：！？]*|[【（「《“]+/gu) ?? []) {
    if (row && pen.measureText(row + piece).width > width) {
      rows.push(row.trimEnd());
      row = "";
    }
    row += piece;
  }
  rows.push(row);
  return rows;
}
