// The plan: an editor whose lines keep their ties to the facts, reviewed as one types and saved as one pauses.
import { ask, hush, refuse, say } from "./page.js";
import {
  Decoration, EditorState, EditorView, RangeSet, RangeValue, StateEffect, StateField, Transaction,
  defaultKeymap, drawSelection, dropCursor, highlightSpecialChars, history, historyKeymap, keymap,
  forEachDiagnostic, lintKeymap, search, searchKeymap, setDiagnostics,
} from "./built/editor.js";

const QUICK = 10;      // ms after a keystroke until the rules look
const CLOSE = 900;     // ms of rest until the case looks too
const REST = 600;      // ms of rest until it is saved
const AGAIN = 1500;    // ms between attempts while the program is gone
const LEVELS = { error: "error", warning: "warning", note: "info" };

// -- lines and their ties -----------------------------------------------------------------------------------------------
class Tie extends RangeValue {
  constructor(row) {
    super();
    this.row = row;
    this.startSide = row.kind === "heading" ? 1 : -1;
    this.endSide = row.kind === "heading" ? -1 : 1;
  }
  eq(other) { return this.row === other.row; }
}

const setTies = StateEffect.define();
const ties = StateField.define({
  create: () => RangeSet.empty,
  update(value, tr) {
    value = value.map(tr.changes);
    for (const effect of tr.effects) if (effect.is(setTies)) value = effect.value;
    return value;
  },
});

const tied = (rows) => RangeSet.of(rows.map((row) => new Tie(row).range(row.start, Math.max(row.end, row.start))), true);

// Headings belong to the structure: what touches one stays out of it.
const headings = EditorState.changeFilter.of((tr) => {
  if (tr.annotation(Transaction.addToHistory) === false) return true;
  const kept = [];
  tr.startState.field(ties).between(0, tr.startState.doc.length, (from, to, tie) => {
    if (tie.row.kind === "heading") kept.push(Math.max(0, from - 1), to + 1);
  });
  return kept;
});

const looks = EditorView.decorations.compute(["doc", ties], (state) => {
  const marks = [];
  const plain = new Set();
  state.field(ties).between(0, state.doc.length, (from, to, tie) => { if (tie.row.kind === "heading") plain.add(tie.row.part); });
  state.field(ties).between(0, state.doc.length, (from, to, tie) => {
    const line = state.doc.lineAt(from);
    const [part, issue] = tie.row.part.split("@");
    if (tie.row.kind === "heading") marks.push(Decoration.line({ class: issue && plain.has(part) ? "cm-sub" : "cm-head" }).range(line.from));
    else if (tie.row.key) marks.push(Decoration.line({ class: "cm-tied" }).range(line.from));
  });
  for (const found of state.doc.toString().matchAll(/⟦[^⟦⟧\n]*⟧/g))
    marks.push(Decoration.mark({ class: "cm-hole" }).range(found.index, found.index + found[0].length));
  return Decoration.set(marks, true);
});

// What the program gets: every line under its part, with the statement that it says and its place.
function linesOf(state, { headings = false } = {}) {
  const at = new Map();
  state.field(ties).between(0, state.doc.length, (from, to, tie) => {
    const line = state.doc.lineAt(from).number;
    if (!at.has(line) || tie.row.kind === "heading") at.set(line, tie.row);
  });
  const lines = [];
  let part = "";
  for (let number = 1; number <= state.doc.lines; number++) {
    const row = at.get(number);
    const line = state.doc.line(number);
    if (row?.kind === "heading") {
      part = row.part;
      if (headings) lines.push({ kind: "heading", part, key: "", start: line.from, end: line.to });
      continue;
    }
    const lead = /^\s*([-•]\s+)?/.exec(line.text)[0].length;
    const words = line.text.slice(lead).trimEnd();
    if (!words || !part) continue;
    const place = { kind: "line", start: line.from + lead, end: line.from + lead + words.length };
    lines.push(headings ? { part, key: row?.key ?? "", ...place } : { part, key: row?.key ?? "", words });
  }
  return lines;
}

// -- the page -----------------------------------------------------------------------------------------------------------
class Desk {
  constructor(place) {
    this.place = place;
    this.words = place.dataset;
    this.url = place.dataset.url;
    this.store = `plan:${place.dataset.case}`;
    this.state = document.getElementById("state");
    this.notes = [];
    this.asks = [];
    this.saving = null;
    this.dirty = false;
    this.timers = {};
  }

  async open() {
    const done = await ask(`${this.url}/text`);
    if (!done.answer) return refuse(done);
    const data = done.value;
    Object.assign(this, { seq: data.seq, structure: data.structure, language: data.language });
    const host = document.getElementById("editor");
    const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
    root.replaceChildren();
    this.view = new EditorView({ parent: root, root, state: this.fresh(data) });
    // an editor draws only the lines in sight: paper gets the text itself
    addEventListener("beforeprint", () => { if (this.place.isConnected) document.getElementById("printed").textContent = this.view.state.doc.toString(); });
    this.view.contentDOM.addEventListener("focusin", () => this.follow());
    this.kept();
    this.look();
    this.lookClose();
    const beside = document.getElementById("beside");
    if (beside.value) this.beside(beside.value);
    const target = /^#at-(\d+)$/.exec(location.hash);
    if (target) this.go(Math.min(Number(target[1]), this.view.state.doc.length));
  }

  fresh(data) {
    return EditorState.create({
      doc: data.text.replace(/\n$/, ""),
      extensions: [
        ties.init(() => tied(data.rows)),
        headings, looks, history(), drawSelection(), dropCursor(), highlightSpecialChars(), search({ top: true }),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ "aria-label": this.words.label, lang: this.language, spellcheck: "true" }),
        keymap.of([
          { key: "Enter", run: bullet },
          { key: "Escape", run: (view) => { view.contentDOM.blur(); return true; } },
          ...defaultKeymap.filter((each) => each.key !== "Tab"), ...historyKeymap, ...searchKeymap, ...lintKeymap,
        ]),
        EditorView.updateListener.of((update) => this.updated(update)),
        style,
      ],
    });
  }

  updated(update) {
    if (update.docChanged) {
      this.dirty = true;
      this.keepAside();
      this.tell("unsaved");
      this.later("look", QUICK, () => this.look());
      this.later("close", CLOSE, () => this.lookClose());
      this.later("save", REST, () => this.save());
    }
    if (update.selectionSet || update.docChanged) this.follow();
  }

  later(name, wait, run) {
    clearTimeout(this.timers[name]);
    this.timers[name] = setTimeout(run, wait);
  }

  tell(state) {
    this.state.textContent = this.words[state];
    this.state.dataset.state = state;
  }

  // -- review ----------------------------------------------------------------------------------------------------------
  async look(close = false) {
    const text = this.view.state.doc.toString();
    const name = close ? "closing" : "looking";
    this[name]?.abort();
    this[name] = new AbortController();
    const lines = JSON.stringify(linesOf(this.view.state, { headings: true }));
    const data = new URLSearchParams({ text, lines, structure: this.structure, "plan-language": this.language, close: close ? "1" : "" });
    const done = await ask(`${this.url}/look`, { method: "POST", data, signal: this[name].signal });
    if (done.stopped || !done.answer || !this.place.isConnected || this.view.state.doc.toString() !== text) return;
    const found = done.value.notes;
    // Until the case has looked again, what it said of unchanged places stays.
    const rest = close ? [] : this.notes.filter((each) => each.rule.includes(".") && this.stands(each));
    this.notes = [...found, ...rest.filter((each) => !found.some((one) => one.rule === each.rule && one.start === each.start))];
    if (close) this.asks = done.value.asks;
    this.show(close);
  }

  lookClose() { return this.look(true); }

  stands(note) {
    return note.words && this.view.state.doc.toString().includes(note.words);
  }

  show(close) {
    const length = this.view.state.doc.length;
    const marks = this.notes.filter((each) => each.end > each.start && each.end <= length).map((each) => ({
      from: each.start, to: each.end, severity: LEVELS[each.severity], message: each.message,
      renderMessage: () => this.card(each),
    }));
    this.view.dispatch(setDiagnostics(this.view.state, marks));
    this.place.dataset.looked = String(Number(this.place.dataset.looked ?? 0) + 1);
    this.list();
    if (close) this.forms();
    this.follow();
  }

  card(note) {
    const box = document.createElement("div");
    box.className = "note-card";
    for (const [name, text] of [["strong", note.title], ["p", note.message], ["p", note.advice && `${this.words.advice}: ${note.advice}`]]) {
      if (!text) continue;
      const part = document.createElement(name);
      part.textContent = text;
      box.append(part);
    }
    const button = document.createElement("button");
    button.type = "button";
    button.className = "plain";
    button.textContent = this.words.stand;
    button.addEventListener("click", () => this.stand(note));
    box.append(button);
    return box;
  }

  list() {
    const order = ["error", "warning", "note"];
    const sorted = [...this.notes].sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity) || a.start - b.start);
    const counts = order.map((each) => [each, sorted.filter((one) => one.severity === each).length]).filter(([, count]) => count);
    document.getElementById("counts").replaceChildren(...counts.map(([each, count]) => badge(each, `${this.words[each]}: ${count}`)));
    const list = document.getElementById("remarks");
    list.replaceChildren(...sorted.map((each) => {
      const line = document.createElement("li");
      line.className = each.severity;
      const button = document.createElement("button");
      button.type = "button";
      button.append(badge(each.severity, this.words[each.severity]), ` ${each.title || each.message}`);
      button.addEventListener("click", () => { this.go(each.start, each.end); this.tellOf(each); });
      line.append(button);
      return line;
    }));
    if (!sorted.length) list.append(Object.assign(document.createElement("li"), { textContent: this.words.none }));
    const errors = counts.find(([each]) => each === "error")?.[1] ?? 0;
    document.getElementById("verdict").textContent = errors ? this.words.errors.replace("{count}", errors) : this.words.clean;
  }

  // The remark and the forms of the place where the cursor is.
  follow() {
    const at = this.view.state.selection.main.head;
    let here = null;
    forEachDiagnostic(this.view.state, (each, from, to) => { if (!here && from <= at && at <= to) here = each; });
    const note = here && this.notes.find((each) => each.message === here.message);
    this.tellOf(note);
    const row = this.rowAt(at);
    for (const part of document.querySelectorAll("#twin [data-key]")) part.classList.toggle("lit", !!row?.key && part.dataset.key === row.key);
    for (const form of document.querySelectorAll("#asks form")) form.classList.toggle("lit", form.dataset.start <= at && at <= form.dataset.end);
  }

  rowAt(at) {
    let row = null;
    const line = this.view.state.doc.lineAt(at);
    this.view.state.field(ties).between(line.from, line.to, (from, to, tie) => { row ??= tie.row; });
    return row;
  }

  tellOf(note) {
    const place = document.getElementById("remark");
    if (place.dataset.rule === (note?.rule ?? "")) return;
    place.dataset.rule = note?.rule ?? "";
    place.replaceChildren(...(note ? [this.card(note)] : []));
  }

  go(start, end = start) {
    const length = this.view.state.doc.length;
    this.view.dispatch({ selection: { anchor: Math.min(start, length), head: Math.min(end, length) }, effects: EditorView.scrollIntoView(Math.min(start, length), { y: "center" }) });
    this.view.focus();
  }

  stand(note) {
    const dialog = document.getElementById("stand");
    const form = dialog.querySelector("form");
    document.getElementById("stand-what").textContent = note.message;
    form.elements.reason.value = "";
    dialog.showModal();
    dialog.onclose = async () => {
      if (dialog.returnValue !== "yes") return;
      await this.save();
      const data = new URLSearchParams({ seq: this.seq, rule: note.rule, words: note.words, reason: form.elements.reason.value });
      const done = await ask(`${this.url}/waive`, { method: "POST", data });
      if (!done.answer) return refuse(done);
      this.seq = done.value.seq;
      this.stamp();
      this.notes = this.notes.filter((each) => each !== note);
      this.show(false);
      this.lookClose();
    };
  }

  // -- the six questions ------------------------------------------------------------------------------------------------
  forms() {
    const place = document.getElementById("asks");
    const section = document.getElementById("six");
    if (place.contains(document.activeElement)) return;
    section.hidden = !this.asks.length;
    const text = this.view.state.doc.toString();
    place.replaceChildren(...this.asks.slice(0, 30).map((each, index) => {
      const form = document.getElementById("ask-form").content.firstElementChild.cloneNode(true);
      Object.assign(form.dataset, { start: each.start, end: each.end });
      form.querySelector("blockquote").textContent = text.slice(each.start, each.end);
      form.querySelector("blockquote").lang = this.language;
      form.querySelector(".fields").replaceChildren(...each.questions.map((question, number) => {
        const label = document.createElement("label");
        const words = document.createElement("span");
        words.textContent = question;
        const input = Object.assign(document.createElement("input"), { name: `answer-${index}-${number}`, autocomplete: "off", lang: this.language });
        label.append(words, input);
        return label;
      }));
      form.addEventListener("submit", (event) => { event.preventDefault(); this.complete(each, form); });
      form.addEventListener("focusin", () => form.classList.add("lit"));
      return form;
    }));
  }

  // What the person answers goes into the sentence before its stop, in brackets of its script.
  complete(asked, form) {
    const answers = [...form.querySelectorAll("input")].map((each) => each.value.trim()).filter(Boolean);
    if (!answers.length) return;
    const sentence = this.view.state.sliceDoc(asked.start, asked.end);
    const stop = /(\s*(\[[A-Z]+-\d+\]\s*)*[.。!！;；]?\s*)$/u.exec(sentence);
    const wide = /^(zh|ja)/.test(this.language);
    const words = wide ? `（${answers.join("，")}）` : ` (${answers.join(", ")})`;
    const at = asked.start + (stop ? stop.index : sentence.length);
    this.asks = this.asks.filter((each) => each !== asked);
    form.remove();
    this.view.dispatch({ changes: { from: at, insert: words }, selection: { anchor: at + words.length }, userEvent: "input", scrollIntoView: true });
    this.view.focus();
  }

  insert(words) {
    this.view.dispatch(this.view.state.replaceSelection(words), { userEvent: "input", scrollIntoView: true });
    this.view.focus();
  }

  // -- saving -----------------------------------------------------------------------------------------------------------
  keepAside() {
    const held = { seq: this.seq, structure: this.structure, language: this.language, text: this.view.state.doc.toString(), lines: linesOf(this.view.state) };
    try { localStorage.setItem(this.store, JSON.stringify(held)); } catch { /* no room: the program has it at the next pause */ }
  }

  // What an earlier page could not send any more.
  kept() {
    let held = null;
    try { held = JSON.parse(localStorage.getItem(this.store)); } catch { return; }
    if (!held || held.structure !== this.structure || held.language !== this.language) return this.forget();
    if (held.text === this.view.state.doc.toString()) return this.forget();
    if (held.seq !== this.seq) return this.conflict(held);
    this.replaceWith(held);
  }

  replaceWith(held) {
    const rows = [];
    let at = 0;
    const by = new Map();
    this.view.state.field(ties).between(0, this.view.state.doc.length, (from, to, tie) => { by.set(`${tie.row.part}|${tie.row.key}|${tie.row.kind}`, tie.row); });
    const lines = [...held.lines];
    for (const line of held.text.split("\n")) {
      const words = line.replace(/^\s*[-•]\s+/, "").trim();
      const lead = line.length - line.trimStart().length;
      const next = lines[0];
      if (next && words === next.words) {
        const row = by.get(`${next.part}|${next.key}|line`);
        if (row && next.key) rows.push({ ...row, start: at + line.indexOf(words, lead), end: at + line.length });
        lines.shift();
      } else {
        const heading = [...by.values()].find((row) => row.kind === "heading" && this.headingWords(row) === line);
        if (heading) rows.push({ ...heading, start: at, end: at + line.length });
      }
      at += line.length + 1;
    }
    this.view.dispatch({
      changes: { from: 0, to: this.view.state.doc.length, insert: held.text },
      effects: setTies.of(tied(rows)),
      annotations: Transaction.addToHistory.of(false),
    });
  }

  headingWords(row) {
    let words = "";
    this.view.state.field(ties).between(0, this.view.state.doc.length, (from, to, tie) => { if (tie.row === row) words = this.view.state.sliceDoc(from, to); });
    return words;
  }

  forget() { try { localStorage.removeItem(this.store); } catch { /* nothing was kept */ } }

  async save() {
    clearTimeout(this.timers.save);
    if (this.saving) { await this.saving; }
    if (!this.dirty) return;
    this.saving = this.send();
    await this.saving;
    this.saving = null;
  }

  async send() {
    this.dirty = false;
    this.tell("saving");
    const lines = JSON.stringify(linesOf(this.view.state));
    const data = new URLSearchParams({ seq: this.seq, structure: this.structure, "plan-language": this.language, lines });
    const done = await ask(`${this.url}/save`, { method: "POST", data });
    if (done.answer) {
      this.seq = done.value.seq;
      this.stamp();
      if (this.gone) { this.gone = false; say(document.body.dataset.again, "", { good: true }); }
      if (this.dirty) return this.keepAside();
      this.forget();
      this.tell("saved");
      return;
    }
    this.dirty = true;
    this.tell("unsaved");
    if (done.gone) {
      this.gone = true;
      refuse(done);
      this.later("save", AGAIN, () => this.save());
    } else if (done.status === 409) {
      this.conflict({ seq: this.seq });
    } else refuse(done);
  }

  // Forms of this page name the entry that it has seen.
  stamp() {
    for (const input of document.querySelectorAll('input[name="seq"]')) input.value = this.seq;
  }

  // Somebody else was first: the person chooses, and until then nothing is written over.
  conflict(held) {
    say(this.words.conflict, this.words.conflictHint, { reload: true });
    const line = document.querySelector(".word");
    line.querySelector("button").addEventListener("click", () => this.forget(), { capture: true });
    const button = Object.assign(document.createElement("button"), { type: "button", className: "plain", textContent: this.words.mine });
    button.addEventListener("click", async () => {
      const done = await ask(`${this.url}/text`);
      if (!done.answer) return refuse(done);
      this.seq = done.value.seq;
      hush();
      if (held.text) this.replaceWith(held);
      this.dirty = true;
      this.save();
    });
    line.append(button);
  }

  // -- beside -----------------------------------------------------------------------------------------------------------
  async beside(tag) {
    const twin = document.getElementById("twin");
    twin.hidden = !tag;
    this.place.classList.toggle("paired", !!tag);
    if (!tag) return;
    const done = await ask(`${this.url}/other?in=${encodeURIComponent(tag)}`);
    if (!done.answer) return refuse(done);
    if (!this.place.isConnected) return;
    twin.lang = tag;
    twin.replaceChildren(...done.value.rows.map((row) => {
      const line = document.createElement("p");
      line.textContent = done.value.text.slice(row.start, row.end);
      if (row.kind === "heading") line.className = row.part.includes("@") ? "sub" : "head";
      else line.dataset.key = row.key;
      return line;
    }));
    this.follow();
  }
}

function badge(severity, words) {
  return Object.assign(document.createElement("span"), { className: `badge ${severity}`, textContent: words });
}

// A new line in a list is a new point of it.
function bullet(view) {
  const { head, empty } = view.state.selection.main;
  const line = view.state.doc.lineAt(head);
  if (!empty || !line.text.startsWith("- ") || head === line.from) return false;
  view.dispatch(view.state.replaceSelection("\n- "), { userEvent: "input", scrollIntoView: true });
  return true;
}

const style = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "transparent", fontSize: "1rem" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "inherit", lineHeight: "1.7" },
  ".cm-content": { padding: "1rem 0 6rem", caretColor: "var(--ink)" },
  ".cm-line": { padding: "0 1.2rem" },
  ".cm-cursor": { borderLeftColor: "var(--ink)", borderLeftWidth: "2px" },
  ".cm-head": { fontWeight: "680", fontSize: "1.12rem", paddingTop: ".5rem", color: "var(--ink)" },
  ".cm-sub": { fontWeight: "620", color: "var(--soft)" },
  ".cm-tied": { boxShadow: "inset 3px 0 0 var(--accent-ground)" },
  ".cm-hole": { backgroundColor: "var(--open-ground)", color: "var(--open)", borderRadius: "3px" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "var(--g-demand)" },
  ".cm-lintRange": { backgroundImage: "none", paddingBottom: "1px", textDecorationLine: "underline", textDecorationThickness: "2px", textUnderlineOffset: ".25em", textDecorationSkipInk: "none" },
  ".cm-lintRange-error": { textDecorationColor: "var(--error)", textDecorationStyle: "wavy" },
  ".cm-lintRange-warning": { textDecorationColor: "var(--open)" },
  ".cm-lintRange-info": { textDecorationColor: "var(--accent)", textDecorationStyle: "dotted" },
  ".cm-lintRange-active": { backgroundColor: "var(--open-ground)" },
  ".cm-tooltip": { backgroundColor: "var(--paper)", color: "var(--ink)", border: "1px solid var(--rule)", borderRadius: "10px", boxShadow: "0 8px 30px rgb(0 0 0 / .22)", maxWidth: "26rem", overflow: "hidden" },
  ".cm-tooltip-lint": { padding: "0" },
  ".cm-diagnostic": { padding: ".7rem 1rem", borderLeft: "5px solid var(--accent)", whiteSpace: "normal", margin: "0" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--error)" },
  ".cm-diagnostic-warning": { borderLeftColor: "var(--open)" },
  ".cm-diagnostic p": { margin: ".25rem 0" },
  ".cm-diagnostic button": { font: "inherit", fontSize: ".9rem", color: "var(--accent)", background: "none", border: "0", padding: "0", textDecoration: "underline", cursor: "pointer" },
  ".cm-panels": { backgroundColor: "var(--well)", color: "var(--ink)", border: "0" },
  ".cm-panel.cm-panel-lint ul [aria-selected]": { backgroundColor: "var(--accent-ground)" },
  ".cm-textfield, .cm-button": { font: "inherit", fontSize: ".9rem", color: "var(--ink)", backgroundColor: "var(--paper)", backgroundImage: "none", border: "1px solid var(--rule)", borderRadius: "6px" },
});

// -- what the page's controls do --------------------------------------------------------------------------------------------
let desk = null;
function start() {
  const place = document.getElementById("plan");
  if (!place || place.dataset.open) return;
  place.dataset.open = "1";
  desk = new Desk(place);
  desk.open();
  place.addEventListener("click", (event) => {
    const part = event.target.closest("[data-part]");
    const fact = event.target.closest("[data-fact]");
    if (fact) desk.insert(fact.dataset.fact);
    if (!part) return;
    desk.view.state.field(ties).between(0, desk.view.state.doc.length, (from, to, tie) => {
      if (tie.row.kind === "heading" && tie.row.part === part.dataset.part) { desk.go(from); return false; }
    });
  });
  place.addEventListener("dragstart", (event) => event.target.dataset.fact && event.dataTransfer.setData("text/plain", event.target.dataset.fact));
  place.addEventListener("change", (event) => event.target.id === "beside" && desk.beside(event.target.value));
  place.addEventListener("submit", async (event) => {
    if (!desk.dirty || !event.target.matches("[data-live]")) return;
    event.preventDefault();
    event.stopPropagation();
    await desk.save();
    event.target.requestSubmit(event.submitter);
  }, { capture: true });
}
addEventListener("pagehide", () => desk?.dirty && desk.save());
document.addEventListener("shown", start);
start();
