// The pages beside what was found: an event a state; a page whose digest stays is left alone.
const pages = document.getElementById("pages");
const scroller = pages.closest(".desk");
const status = document.getElementById("status");
const changed = document.getElementById("changed");
const findings = document.getElementById("findings");
const told = document.getElementById("told");
const find = document.getElementById("find");
const base = document.body.dataset.base ?? "";     // of one issue among several
const sheets = () => [...pages.children];
let shown = 0;      // the number of the state

// -- pages ------------------------------------------------------------------------------------

function sheet() {
  const figure = document.createElement("figure");
  figure.className = "sheet";
  figure.innerHTML = '<img alt=""><button type="button" class="list"></button>';
  figure.addEventListener("click", event => event.target.closest("button") || point(figure, event));
  return figure;
}

// What is looked at stays where it is, whatever comes or goes above it.
function keeping(change) {
  const edge = scroller.getBoundingClientRect().top;
  const looked = sheets().find(each => each.getBoundingClientRect().bottom > edge);
  const before = looked?.getBoundingClientRect().top;
  change();
  if (looked?.isConnected) scroller.scrollTop += looked.getBoundingClientRect().top - before;
}

// Which of two rows are alike, as many as can be, in order: pairs of their places.
function alike(one, two) {
  const most = Array.from({ length: one.length + 1 }, () => new Uint16Array(two.length + 1));
  for (let i = one.length - 1; i >= 0; i--)
    for (let j = two.length - 1; j >= 0; j--)
      most[i][j] = one[i] === two[j] ? most[i + 1][j + 1] + 1 : Math.max(most[i + 1][j], most[i][j + 1]);
  const pairs = [];
  for (let i = 0, j = 0; i < one.length && j < two.length;) {
    if (one[i] === two[j]) pairs.push([i++, j++]);
    else if (most[i + 1][j] >= most[i][j + 1]) i++;
    else j++;
  }
  return pairs;
}

// Pages of the same content stay what they are; those between change, come and go. Tells which.
function place(shots) {
  const old = sheets(), now = shots.map(each => each[1]), other = [];
  let i = 0, j = 0;
  for (const [at, to] of [...alike(old.map(each => each.content), now), [old.length, now.length]]) {
    const between = old.slice(i, at);
    between.splice(to - j).forEach(each => each.remove());
    for (let more = between.length; more < to - j; more++) pages.insertBefore(sheet(), old[at] ?? null);
    for (; j < to; j++) other.push(j + 1);
    i = at + 1;
    j = to + 1;
  }
  sheets().forEach((figure, at) => {
    const [digest, content, width, height] = shots[at];
    Object.assign(figure, { digest, content, tried: figure.drawn });
    figure.querySelector("img").alt = `第${at + 1}页，共${shots.length}页`;
    figure.querySelector("button").textContent = `第${at + 1}页上的数`;
    figure.dataset.page = at + 1;
    if (!figure.drawn) size(figure, width, height);
    figure.size = [width, height];
  });
  return old.length ? other : [];
}

function size(figure, width, height) {
  figure.style.aspectRatio = `${width} / ${height}`;
  Object.assign(figure, { width, height });
}

function distance(figure) {
  const box = figure.getBoundingClientRect();
  return Math.max(0, -box.bottom, box.top - window.innerHeight);
}

// The pictures that are missing, those in view first; the old ones stand until the new are decoded.
let filling = 0;
async function fill() {
  if (filling > 1) return;
  filling++;
  for (;;) {
    const missing = sheets().filter(each => each.digest !== each.drawn && each.digest !== each.tried);
    if (!missing.length) break;
    await draw(missing.reduce((a, b) => distance(b) < distance(a) ? b : a));
  }
  filling--;
}

async function draw(figure) {
  const digest = figure.tried = figure.digest, [width, height] = figure.size;
  const dpi = Math.ceil(figure.clientWidth / width * 72 * (window.devicePixelRatio || 1));
  const next = new Image();
  next.src = `${base}/picture/${digest}@${dpi}.png`;
  try { await next.decode(); } catch { return; }      // a later state has come meanwhile
  if (figure.digest !== digest) return;
  const old = figure.querySelector("img");
  next.alt = old.alt;
  keeping(() => { old.replaceWith(next); size(figure, width, height); });
  figure.querySelectorAll(".box").forEach(box => box.remove());
  if (figure.drawn) {
    figure.classList.remove("changed");
    void figure.offsetWidth;
    figure.classList.add("changed");
  }
  figure.drawn = digest;
}

// -- states -----------------------------------------------------------------------------------

let slow;       // what is soon done is not told
function show(state) {
  if (state.number < shown) return;
  shown = state.number;
  let other = [];
  keeping(() => { other = place(state.pages); });
  fill();
  if (other.length) {
    if (changed) changed.innerHTML = `<button type="button" data-page="${other[0]}">` +
      (other.length > 1 ? `变了 ${other.length} 页，看第一处（第${other[0]}页）` : `第${other[0]}页变了`) + "</button>";
    if (again) ask(again, { leap: false });
  }
  if (findings) swap(state.findings);
  pages.classList.toggle("stale", !state.fresh && !state.busy);
  clearTimeout(slow);
  const words = state.busy ? "正在排版……" :
    !state.fresh && !state.pages.length ? "还排不出页：先改好列出的错误" :
      `${state.pages.length} 页${state.fresh ? "" : "，不是最新的"}`;
  if (state.busy) slow = setTimeout(() => { status.textContent = words; }, 400);
  else if (status.textContent !== words) status.textContent = words;
  document.body.dataset.state = state.busy ? "busy" : "done";
  document.body.dataset.number = state.number;
}

let listed = "";
function swap(html) {
  if (html === listed) return;
  const { fix, at, ask: way } = findings.contains(document.activeElement) ? document.activeElement.dataset : {};
  findings.innerHTML = listed = html;
  const same = [...findings.querySelectorAll("button")].find(
    each => (fix || way) && each.dataset.fix === fix && each.dataset.at === at && each.dataset.ask === way);
  same?.focus();
}

// -- asking -----------------------------------------------------------------------------------

// What is answered; where it is none, that is told.
async function asked(path, how) {
  const answer = await fetch(path, how).catch(() => null);
  if (!answer) return null;       // that it has gone is told
  if (answer.ok) return answer.json();
  told.textContent = await answer.text();
  return null;
}

let number = 0, again = "";
async function ask(query, { leap = true, focus = false } = {}) {
  const own = ++number;
  const answer = await asked(`${base}/at?${query}`);
  if (own !== number || !answer) return;
  told.innerHTML = answer.html;
  again = answer.again;
  mark(answer.boxes);
  if (leap && answer.leap && answer.boxes.length) go(answer.boxes[0]);
  if (focus) told.focus({ preventScroll: true });
  if (answer.html && leap) told.scrollIntoView();
}

function point(figure, event) {
  const image = figure.getBoundingClientRect(), scale = figure.width / image.width;
  ask(new URLSearchParams({
    page: figure.dataset.page, x: (event.clientX - image.left) * scale,
    y: (event.clientY - image.top) * scale,
  }));
}

function mark(boxes) {
  pages.querySelectorAll(".box").forEach(box => box.remove());
  for (const [page, left, top, width, height] of boxes) {
    const on = pages.children[page - 1], box = document.createElement("div");
    if (!on) continue;
    box.className = "box";
    const share = (length, whole) => `${length / whole * 100}%`;
    Object.assign(box.style, {
      left: share(left, on.width), width: share(width, on.width),
      top: share(top, on.height), height: share(height, on.height),
    });
    on.append(box);
  }
}

// A place into view, a third from above.
function go([page, , top = 0]) {
  const on = pages.children[page - 1];
  if (!on) return;
  const box = on.getBoundingClientRect(), view = scroller.getBoundingClientRect();
  const at = box.top + top * box.width / on.width - view.top;
  if (top && at > 40 && at < view.height - 80) return;
  scroller.scrollTop += top ? at - view.height / 3 : box.top - view.top - 12;
}

function clear() {
  number++;
  told.innerHTML = again = "";
  if (find) find.value = "";
  mark([]);
}

document.addEventListener("click", async event => {
  const button = event.target.closest("button"), { ask: way, box, page, fix, at = "" } = button?.dataset ?? {};
  const focus = event.detail === 0;       // of the keyboard
  if (way) ask(way, { focus });
  else if (box) go(box.split(",").map(Number));
  else if (page) go([page]);
  else if (button?.matches(".list")) ask(`numbers=${button.closest("figure").dataset.page}`, { focus });
  else if (fix) {
    button.disabled = true;
    const answer = await asked(`${base}/fix?${new URLSearchParams({ code: fix, at })}`, { method: "POST" });
    if (answer) told.innerHTML = answer.html;
    told.focus();
  }
});

document.addEventListener("keydown", event => {
  if (event.key === "Escape") clear();
  if (event.key === "Enter" && event.target === find) told.querySelector("button")?.focus();
});

let typing;
find?.addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(() => find.value.trim() ? ask(new URLSearchParams({ find: find.value })) : clear(), 120);
});

const source = new EventSource(`${base}/events`);
source.onmessage = event => {
  const state = JSON.parse(event.data);
  show(state);
  document.dispatchEvent(new CustomEvent("state", { detail: state }));
};
source.onerror = () => {
  clearTimeout(slow);
  shown = 0;      // another run counts anew
  status.textContent = "程序已经停了：再运行一次，用它打开的新地址看。";
  document.body.dataset.state = "gone";
};
