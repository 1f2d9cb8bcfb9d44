// What both screens send: fields as JSON, files as one body. What is refused is told in words.
const said = document.getElementById("said");

export function say(words) {
  if (said && said.textContent !== words) said.textContent = words;
}

export async function post(path, body) {
  let answer;
  try { answer = await fetch(path, { method: "POST", body }); }
  catch { return { told: "程序已经停了：再运行一次，用它打开的新地址看。" }; }
  const text = await answer.text();
  let found = {};
  try { found = JSON.parse(text); } catch { /* words alone */ }
  if (answer.ok) return found;
  const told = found.diagnostics?.map(each => [each.message, ...each.hints].join("；")).join("\n");
  return { told: told ?? found.told ?? text };
}

export const fields = (form, button) => Object.fromEntries(new FormData(form, button));

// Files that were dropped, by their paths in the folder that was, in its order.
async function dropped(transfer) {
  const entries = [...transfer.items].map(each => each.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.some(each => each.isDirectory)) return [...transfer.files].map(each => [each.name, each]);
  return (await Promise.all(entries.map(within))).flat();
}

async function within(entry) {
  const asked = (on, name) => new Promise((done, fail) => on[name](done, fail));
  if (entry.isFile) return [[entry.fullPath.slice(1), await asked(entry, "file")]];
  const reader = entry.createReader(), found = [];
  for (let more; (more = await asked(reader, "readEntries")).length;) found.push(...more);
  return (await Promise.all(found.map(within))).flat();
}

// `take` is given the step of the place, the files, and whether they are a folder's.
export function takeFiles(take) {
  const zone = event => event.target.closest?.("[data-send]") ?? document.querySelector("[data-send]");
  function taken(at, files) {
    const { multiple, webkitdirectory } = at.querySelector("input");
    const folder = files.some(([name]) => name.includes("/"));
    if (files.length) take(at.dataset.send, multiple || webkitdirectory || folder ? files : files.slice(0, 1), folder);
  }
  document.addEventListener("dragover", event => {
    event.preventDefault();
    document.querySelectorAll(".over").forEach(each => each.classList.remove("over"));
    zone(event)?.classList.add("over");
  });
  document.addEventListener("dragleave", event => {
    if (!event.relatedTarget) document.querySelectorAll(".over").forEach(each => each.classList.remove("over"));
  });
  document.addEventListener("drop", async event => {
    event.preventDefault();
    const at = zone(event);
    at?.classList.remove("over");
    if (at) taken(at, await dropped(event.dataTransfer));
  });
  document.addEventListener("change", event => {
    const at = event.target.type === "file" && event.target.closest("[data-send]");
    if (!at) return;
    taken(at, [...event.target.files].map(each => [each.webkitRelativePath || each.name, each]));
    event.target.value = "";
  });
}

export function body(files) {
  const sizes = JSON.stringify(files.map(([name, file]) => [name, file.size]));
  return new Blob([sizes, "\n", ...files.map(([, file]) => file)]);
}
