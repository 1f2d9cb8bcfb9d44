// The month: each form is a step; sections that changed are put in place of the old ones.
import "./preview.js";
import { body, fields, post, say, takeFiles } from "./sending.js";

const base = document.body.dataset.base;
const job = document.getElementById("job"), problem = document.getElementById("problem");
const by = document.getElementById("by");
let answers, sent = false, wanted = "";

function refused(told) {
  problem.textContent = told ?? "";
  problem.hidden = !told;
  return !told;
}

async function begin(path, data) {
  if (sent) return;       // a second click on the same button
  sent = true;
  document.getElementById("told").innerHTML = "";
  refused((await post(path, data)).told);
  sent = false;
}

document.addEventListener("submit", event => {
  event.preventDefault();
  const form = event.target, button = event.submitter;
  const asked = { ...fields(form, button), ...button?.dataset, by: by.value, pages: seen() };
  begin(`${base}/do/${form.dataset.step}`, JSON.stringify(asked));
});

// The pages as they stand there: a picture that is still on its way is not seen.
const seen = () => [...document.getElementById("pages").children]
  .map(each => each.drawn ?? each.digest).join(" ");

takeFiles((step, files, folder) => folder && step === "receive" ? another(files) :
  begin(`${base}/send/${step}`, body(files)));

async function another(files) {
  const answer = await post("/new/issue", body(files));
  if (answer.go) location.href = answer.go; else refused(answer.told);
}

document.getElementById("stop").addEventListener("click", () => post("/stop", "{}"));

document.addEventListener("state", async ({ detail: state }) => {
  const [issue, step, told] = state.job ?? [];
  if (job.hidden && state.job) say("正在做");
  job.hidden = !state.job;
  document.getElementById("doing").textContent = state.job ? `${told || "正在做"}……` : "";
  const now = JSON.stringify([state.answers, state.busy ? "" : state.number, !state.job]);
  document.body.dataset.job = step ?? "";
  if (now === wanted) return;
  wanted = now;
  const sections = await panel();
  if (!sections || now !== wanted) return;
  for (const [key, html] of Object.entries(sections)) put(document.getElementById(key), html);
  if (answers !== undefined && state.answers !== answers) tell();
  answers = state.answers;
  document.body.dataset.answers = answers;
});

// The sections; where they cannot be had, why not, and those that are there stay.
const broken = document.getElementById("broken");
async function panel() {
  const answer = await fetch(`${base}/panel`).catch(() => null);
  if (!answer) return null;       // that it has gone is told
  const text = await answer.text();
  broken.hidden = answer.ok;
  if (answer.ok) return JSON.parse(text);
  try { broken.innerHTML = JSON.parse(text).html; } catch { gone(text); }
  return null;
}

function gone(words) {
  const back = Object.assign(document.createElement("a"), { href: "/", textContent: "← 各期" });
  broken.replaceChildren(words.trim(), " ", back);
}

// What came of the step that was done last is read out, and shown if it is out of sight.
function tell() {
  const last = document.querySelector("details[data-last] .answer");
  if (!last) return;
  say(last.textContent.slice(0, 120));
  const box = last.getBoundingClientRect(), head = document.querySelector("header").getBoundingClientRect();
  if (box.top < head.bottom || box.bottom > window.innerHeight) last.scrollIntoView();
}

const drawn = new Map(), opened = new Map();
function put(section, html) {
  if (drawn.get(section.id) === html) return;
  drawn.set(section.id, html);
  const fresh = document.createElement("template");
  fresh.innerHTML = html;
  const old = section.firstElementChild, details = fresh.content.firstElementChild;
  if (details.dataset.last === undefined && opened.has(section.id)) details.open = opened.get(section.id);
  if (details.dataset.last !== undefined) opened.delete(section.id);
  const focus = section.contains(document.activeElement) ? way(document.activeElement) : null;
  const kept = new Map([...old.querySelectorAll("[name]")].map(each => [way(each), each]));
  details.querySelectorAll("[name]").forEach(each => {
    const was = kept.get(way(each));
    if (!was || was.defaultValue !== each.defaultValue) return;
    if (each.type === "checkbox") each.checked = was.checked; else each.value = was.value;
  });
  const folds = new Map([...old.querySelectorAll("details")].map(each => [title(each), each.open]));
  details.querySelectorAll("details").forEach(each => { each.open = folds.get(title(each)) ?? each.open; });
  const findings = old.querySelector("#findings");
  if (findings) details.querySelector("#findings")?.replaceWith(findings);
  section.replaceChildren(details);
  if (focus === null || section.contains(document.activeElement)) return;
  (section.querySelector(focus) ?? details.querySelector("summary")).focus({ preventScroll: true });
}

const title = each => each.querySelector("summary")?.textContent;

// How the same thing is found again in a section that was drawn anew.
function way(each) {
  const quoted = text => CSS.escape(text ?? "");
  if (each.name) return `form[data-step=${quoted(each.form?.dataset.step)}] [name=${quoted(each.name)}]`;
  if (each.id) return `#${quoted(each.id)}`;
  if (each.dataset.step) return `button[data-step=${quoted(each.dataset.step)}]`;
  if (each.dataset.fix || each.dataset.ask) return "#findings button";
  if (each.href) return `a[href=${quoted(each.getAttribute("href"))}]`;
  return each.type === "file" ? "input[type=file]" : "summary";
}

document.addEventListener("click", event => {
  const summary = event.target.closest("summary"), section = summary?.closest("section");
  if (section?.id) opened.set(section.id, !summary.parentElement.open);
});
