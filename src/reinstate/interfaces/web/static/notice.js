// The notice: a fact and its words light up together, and a selection can be said to be a fact.
const points = (text) => [...text].length;

function lit(number, on) {
  for (const mark of document.querySelectorAll(`#text mark[data-number="${number}"]`)) mark.classList.toggle("lit", on);
}

for (const [kind, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]])
  document.addEventListener(kind, (event) => {
    const link = event.target.closest?.("a[data-mark]");
    if (link) lit(link.dataset.mark, on);
  });

// Selected words, with their place counted in code points of the notice, without blanks at the ends.
function chosen() {
  const text = document.getElementById("text");
  const selection = document.getSelection();
  if (!text || !selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return null;
  const before = document.createRange();
  before.selectNodeContents(text);
  before.setEnd(range.startContainer, range.startOffset);
  const words = range.toString();
  const lead = words.length - words.trimStart().length;
  const start = points(before.toString()) + points(words.slice(0, lead));
  return words.trim() ? { words: words.trim(), start, end: start + points(words.trim()) } : null;
}

function kindChosen(form) {
  for (const label of form.querySelectorAll("[data-kind]")) {
    const on = label.dataset.kind === form.elements.kind.value;
    label.hidden = !on;
    label.querySelector("[name]").disabled = !on;
  }
}

// A selection fills the form; typing other words leaves the place to be found by the program.
function offer() {
  const found = chosen();
  const well = document.getElementById("correct");
  if (!found || !well) return;
  well.open = true;
  const form = well.querySelector("form");
  form.elements.words.value = found.words;
  form.elements.start.value = found.start;
  form.elements.end.value = found.end;
  for (const input of form.querySelectorAll("[data-from-words]")) input.value = found.words;
  const date = /\b(\d{4})-(\d\d)-(\d\d)\b/.exec(found.words);
  for (const input of form.querySelectorAll('input[type="date"]')) input.value = date ? date[0] : "";
  kindChosen(form);
}

document.addEventListener("mouseup", (event) => event.target.closest?.("#text") && setTimeout(offer));
document.addEventListener("input", (event) => {
  if (event.target.id !== "chosen") return;
  const form = event.target.form;
  form.elements.start.value = form.elements.end.value = "";
  for (const input of form.querySelectorAll("[data-from-words]")) input.value = event.target.value.trim();
});
document.addEventListener("change", (event) => event.target.id === "kind" && kindChosen(event.target.form));
