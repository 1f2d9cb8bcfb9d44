// The pages beside what was found: an event a state; a page whose digest stays is left alone.
const pages = document.getElementById("pages");
const status = document.getElementById("status");
const findings = document.getElementById("findings");
const told = document.getElementById("told");
const base = document.body.dataset.base ?? "";     // of one issue among several
const dpi = Math.round(96 * Math.max(1, window.devicePixelRatio || 1));
let shown = 0;      // the number of the state

function sheet(at) {
  const figure = document.createElement("figure");
  figure.className = "sheet";
  figure.tabIndex = 0;
  figure.dataset.page = at + 1;
  const image = document.createElement("img");
  figure.append(image);
  figure.addEventListener("click", event => point(figure, event));
  pages.append(figure);
  return figure;
}

async function draw(figure, [digest, width, height], count) {
  const image = figure.querySelector("img");
  image.alt = `第${figure.dataset.page}页，共${count}页`;
  if (figure.dataset.digest === digest) return;
  figure.dataset.digest = digest;
  figure.style.aspectRatio = `${width} / ${height}`;
  figure.dataset.width = width;
  const next = new Image();
  next.src = `${base}/picture/${digest}@${dpi}.png`;
  try { await next.decode(); } catch { return; }      // a later state has come meanwhile
  if (figure.dataset.digest !== digest) return;
  const first = !image.src;
  image.src = next.src;
  figure.querySelectorAll(".box").forEach(box => box.remove());
  if (!first) {
    figure.classList.remove("changed");
    void figure.offsetWidth;
    figure.classList.add("changed");
  }
}

function seen(figure) {
  const box = figure.getBoundingClientRect();
  return box.bottom > 0 && box.top < window.innerHeight;
}

function show(state) {
  if (state.number < shown) return;
  shown = state.number;
  const figures = [...pages.children];
  state.pages.forEach((_, at) => figures[at] ?? figures.push(sheet(at)));
  figures.slice(state.pages.length).forEach(each => each.remove());
  const kept = figures.slice(0, state.pages.length);
  const order = kept.map((figure, at) => [figure, at]);
  order.sort((a, b) => seen(b[0]) - seen(a[0]) || a[1] - b[1]);
  order.forEach(([figure, at]) => draw(figure, state.pages[at], kept.length));
  findings.innerHTML = state.findings;
  pages.classList.toggle("stale", !state.fresh && !state.busy);
  status.textContent = state.busy ? "正在排版……" :
    `${state.pages.length} 页${state.fresh ? "" : "，不是最新的"}`;
  document.body.dataset.state = state.busy ? "busy" : "done";
  document.body.dataset.number = state.number;
}

async function point(figure, event) {
  const image = figure.getBoundingClientRect();
  const scale = figure.dataset.width / image.width;
  const x = (event.clientX - image.left) * scale, y = (event.clientY - image.top) * scale;
  const answer = await fetch(`${base}/at?page=${figure.dataset.page}&x=${x}&y=${y}`);
  const found = await answer.json();
  told.innerHTML = found.html;
  pages.querySelectorAll(".box").forEach(box => box.remove());
  for (const [page, left, top, width, height] of found.boxes) {
    const on = pages.children[page - 1], unit = on.dataset.width / 100;
    const box = document.createElement("div");
    box.className = "box";
    box.style.left = `${left / unit}%`;
    box.style.width = `${width / unit}%`;
    const tall = on.getBoundingClientRect().height / on.getBoundingClientRect().width;
    box.style.top = `${top / unit / tall}%`;
    box.style.height = `${height / unit / tall}%`;
    on.append(box);
  }
}

const source = new EventSource(`${base}/events`);
source.onmessage = event => {
  const state = JSON.parse(event.data);
  show(state);
  document.dispatchEvent(new CustomEvent("state", { detail: state }));
};
source.onerror = () => { status.textContent = "程序已经停了；再运行一次，刷新本页。"; };
