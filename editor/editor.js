// The parts of CodeMirror that the plan's page uses, as one module.
export { EditorState, EditorSelection, RangeSet, RangeValue, StateEffect, StateField, Transaction } from "@codemirror/state";
export { Decoration, EditorView, drawSelection, dropCursor, highlightSpecialChars, keymap } from "@codemirror/view";
export { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
export { forEachDiagnostic, lintKeymap, setDiagnostics } from "@codemirror/lint";
export { search, searchKeymap } from "@codemirror/search";
