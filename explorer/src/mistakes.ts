// Where a query is wrong: the place is underlined and its line lit, until the text is changed.

import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView } from "@codemirror/view";

/** A place in a text, both from 1; columns count code points. */
export interface Place {
  line: number;
  column: number;
}

const withMistake = StateEffect.define<{ from: number; to: number; line: number }>();
/** Takes the mark away. */
export const withoutMistake = StateEffect.define<null>();

const place = Decoration.mark({ class: "cm-mistake", attributes: { "aria-invalid": "true" } });
const whole = Decoration.line({ class: "cm-mistake-line" });

/** Keeps the mark of the last mistake. */
export const mistakes = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, change) {
    let found = change.docChanged ? Decoration.none : marks;
    for (const effect of change.effects) {
      if (effect.is(withoutMistake)) found = Decoration.none;
      if (effect.is(withMistake)) {
        const { from, to, line } = effect.value;
        found = Decoration.set([whole.range(line), ...(to > from ? [place.range(from, to)] : [])]);
      }
    }
    return found;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Marks the word at a place, or the last one before it, and goes there. */
export function pointAt(view: EditorView, at: Place): void {
  const { doc } = view.state;
  const line = doc.line(Math.max(1, Math.min(at.line, doc.lines)));
  const offset = line.from + [...line.text].slice(0, at.column - 1).join("").length;
  const text = doc.toString();
  // The parser stops behind a word that it cannot use, or before it.
  const ahead = /^[^\s(){};,]+|^\S/.exec(text.slice(offset));
  const behind = /(?:[^\s(){};,]+|\S)(?=\s*$)/.exec(text.slice(0, offset));
  const from = ahead || !behind ? offset : behind.index;
  const to = from + ((ahead ?? behind)?.[0].length ?? 0);
  view.dispatch({
    effects: [
      withMistake.of({ from, to, line: doc.lineAt(from).from }),
      EditorView.scrollIntoView(from),
    ],
    selection: { anchor: from },
  });
  view.focus();
}
