// The first screen: an office is begun by a form, an issue by its folder.
import { body, fields, post, takeFiles } from "./sending.js";

let doing = false;
async function send(path, data, words) {
  if (doing) return;
  doing = true;
  words.hidden = true;
  const answer = await post(path, data);
  if (answer.go) { location.href = answer.go; return; }
  doing = false;
  words.textContent = answer.told;
  words.hidden = false;
}

document.addEventListener("submit", event => {
  event.preventDefault();
  const form = event.target;
  send(`/new/${form.dataset.new}`, JSON.stringify(fields(form, event.submitter)), form.querySelector(".refused"));
});

takeFiles((step, files) => send(`/new/${step}`, body(files), document.querySelector("section .refused")));
