// The editor of SPARQL: the text box of the page, with colours, completion and the place of errors.
// Without it the box is a plain form, which the service answers.

import "./answer.js";
import { closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { autocompletion } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { HighlightStyle, StreamLanguage, bracketMatching, syntaxHighlighting } from "@codemirror/language";
import { sparql } from "@codemirror/legacy-modes/mode/sparql";
import { EditorState } from "@codemirror/state";
import { EditorView, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { type Offered, offering } from "./offers.js";
import { type Place, mistakes, pointAt, withoutMistake } from "./mistakes.js";

const colours = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--link)", fontWeight: "600" },
  { tag: tags.local(tags.variableName), color: "var(--whom)" },
  { tag: tags.variableName, color: "var(--whom)" },
  { tag: tags.atom, color: "var(--mention)" },
  { tag: tags.string, color: "var(--event)" },
  { tag: tags.comment, color: "var(--soft)", fontStyle: "italic" },
  { tag: tags.number, color: "var(--event)" },
  { tag: tags.standard(tags.name), color: "var(--cue)" },
]);

const look = EditorView.theme({
  "&": { backgroundColor: "var(--card)", borderRadius: "6px", color: "var(--ink)", fontSize: "0.95rem" },
  "&.cm-focused": { outline: "3px solid var(--accent)", outlineOffset: "2px" },
  ".cm-scroller": {
    fontFamily: 'ui-monospace, "DejaVu Sans Mono", monospace',
    lineHeight: "1.5",
    borderRadius: "6px",
  },
  ".cm-content": {
    minHeight: "14rem",
    padding: "0.6rem 0",
    caretColor: "var(--ink)",
  },
  ".cm-gutters": { backgroundColor: "var(--card)", color: "var(--soft)", border: "0" },
  ".cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground": {
    backgroundColor: "var(--lit)",
  },
  ".cm-content ::selection": { backgroundColor: "var(--lit)" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--lit)" },
  ".cm-mistake": {
    backgroundColor: "var(--notice)",
    textDecoration: "underline wavy var(--negative) 2px",
    textUnderlineOffset: "0.25em",
  },
  ".cm-mistake-line": { backgroundColor: "color-mix(in srgb, var(--notice) 45%, transparent)" },
  ".cm-tooltip": {
    backgroundColor: "var(--card)",
    color: "var(--ink)",
    border: "1px solid var(--soft)",
    borderRadius: "6px",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": {
    backgroundColor: "var(--lit)",
    color: "var(--ink)",
  },
  ".cm-tooltip.cm-completionInfo": { padding: "0.4rem 0.6rem", maxWidth: "22rem" },
  ".cm-completionDetail": { color: "var(--soft)", fontStyle: "normal" },
});

const form = document.getElementById("ask") as HTMLFormElement | null;
const box = document.getElementById("query") as HTMLTextAreaElement | null;
const keys = document.getElementById("keys");

/** The terms are fetched once, when the first of them is wanted. */
let wanted: Promise<Offered> | undefined;
const offered = (): Promise<Offered> => {
  wanted ??= fetch("/terms.json").then((reply) => reply.json() as Promise<Offered>);
  return wanted;
};

/**
 * Replaces a selection by what is typed. Left to itself the browser would give the new text the
 * colours of the old in a style attribute, which the page's policy forbids.
 */
const replacing = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { data, inputType } = event;
    const brackets = data !== null && /^[([{"']$/.test(data);
    if (inputType !== "insertText" || !data || brackets || view.state.selection.main.empty) return false;
    event.preventDefault();
    view.dispatch(view.state.replaceSelection(data), {
      userEvent: "input.type",
      scrollIntoView: true,
    });
    return true;
  },
});

function begin(form: HTMLFormElement, box: HTMLTextAreaElement): void {
  const host = document.createElement("div");
  host.className = "editor";
  box.before(host);
  // In a root of its own the editor adopts its style sheet; in the page it would write a style
  // element, which the page's policy forbids.
  const root = host.attachShadow({ mode: "open" });
  const ask = () => {
    form.requestSubmit();
    return true;
  };
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: box.value,
      extensions: [
        lineNumbers(),
        history(),
        bracketMatching(),
        closeBrackets(),
        EditorState.tabSize.of(2),
        EditorView.lineWrapping,
        StreamLanguage.define(sparql),
        syntaxHighlighting(colours),
        autocompletion({ override: [offering(offered)], icons: false }),
        mistakes,
        replacing,
        look,
        EditorView.contentAttributes.of({ "aria-label": "Query" }),
        keymap.of([
          { key: "Mod-Enter", run: ask },
          ...closeBracketsKeymap,
          ...completionKeymap,
          ...defaultKeymap,
          ...historyKeymap,
        ]),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) box.value = update.state.doc.toString();
        }),
      ],
    }),
  });
  box.hidden = true;
  if (keys) keys.textContent = "Ctrl+Enter asks, Ctrl+Space completes, Tab leaves the editor.";
  document.querySelector("label[for=query]")?.addEventListener("click", () => view.focus());
  form.addEventListener("asked", () => view.dispatch({ effects: withoutMistake.of(null) }));
  form.addEventListener("refused", (event) => {
    const { at } = (event as CustomEvent<{ at: Place | null }>).detail;
    if (at) pointAt(view, at);
  });
}

if (form && box) begin(form, box);
