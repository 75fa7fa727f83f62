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

/** Marks a place, to the end of the word there, and goes to it. */
export function pointAt(view: EditorView, at: Place): void {
  const { doc } = view.state;
  const line = doc.line(Math.max(1, Math.min(at.line, doc.lines)));
  const before = [...line.text].slice(0, at.column - 1).join("").length;
  // The parser stops behind a word that it cannot use, or before it.
  const ahead = /^[^\s(){};,]+|^\S/.exec(line.text.slice(before));
  const behind = /[^\s(){};,]+\s*$|\S\s*$/.exec(line.text.slice(0, before));
  let [from, to] = [line.from + before, line.from + before + (ahead?.[0].length ?? 0)];
  if (to === from && behind) from = line.from + behind.index;
  view.dispatch({
    effects: [withMistake.of({ from, to, line: line.from }), EditorView.scrollIntoView(from)],
    selection: { anchor: from },
  });
  view.focus();
}
