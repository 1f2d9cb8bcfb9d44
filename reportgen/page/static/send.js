// Files that are chosen or dropped where `data-send` names a step: sent at once, as uploads.py reads.
const base = document.body.dataset.base;

export async function send(step, files) {
  const rows = files.map(each => [each.name, each.size]);
  return fetch(`${base}/send/${step}`, {
    method: "POST", body: new Blob([JSON.stringify(rows), "\n", ...files]) });
}

document.addEventListener("change", event => {
  const { send: step } = event.target.dataset;
  if (step && event.target.files?.length) send(step, [event.target.files[0]]);
});

document.addEventListener("dragover", event => {
  if (event.target.closest("[data-send]")) event.preventDefault();
});

document.addEventListener("drop", event => {
  const place = event.target.closest("[data-send]");
  if (!place) return;
  event.preventDefault();
  if (event.dataTransfer.files.length) send(place.dataset.send, [event.dataTransfer.files[0]]);
});
