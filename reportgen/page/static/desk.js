// The month: each form is a step; sections that changed are put in place of the old ones.
import "./preview.js";
import "./send.js";

const base = document.body.dataset.base;
const job = document.getElementById("job");
let answers = -1;

async function post(path, body) {
  return fetch(path, { method: "POST", body, headers: { "Content-Type": "application/json" } });
}

document.addEventListener("submit", async event => {
  event.preventDefault();
  const form = event.target, fields = Object.fromEntries(new FormData(form, event.submitter));
  Object.assign(fields, event.submitter?.dataset.digest ? { digest: event.submitter.dataset.digest } : {});
  await post(`${base}/do/${form.dataset.step}`, JSON.stringify(fields));
});

document.getElementById("stop")?.addEventListener("click", () => post("/stop", "{}"));
document.getElementById("issue")?.addEventListener("change", event => {
  location.href = `/issue/${encodeURIComponent(event.target.value)}`;
});

document.addEventListener("state", async ({ detail: state }) => {
  job.hidden = !state.job;
  document.getElementById("doing").textContent = state.job ? `${state.job[2] || "正在做"}……` : "";
  document.body.dataset.job = state.job ? state.job[1] : "";
  if (state.answers === answers && !state.job) return;
  answers = state.answers;
  const sections = await (await fetch(`${base}/panel`)).json();
  for (const [key, html] of Object.entries(sections)) put(document.getElementById(key), html);
  document.body.dataset.answers = answers;
});

const drawn = new Map();
function put(section, html) {
  if (drawn.get(section.id) === html) return;
  const kept = new Map([...section.querySelectorAll("input[name], select[name]")]
    .map(each => [each.name, each.type === "checkbox" ? each.checked : each.value]));
  const first = !drawn.has(section.id);
  drawn.set(section.id, html);
  if (first) return;      // as the server drew it
  const findings = section.querySelector("#findings");
  section.innerHTML = html;
  if (findings) section.querySelector("#findings").replaceWith(findings);
  section.querySelectorAll("input[name], select[name]").forEach(each => {
    if (!kept.has(each.name)) return;
    if (each.type === "checkbox") each.checked = kept.get(each.name); else each.value = kept.get(each.name);
  });
}
