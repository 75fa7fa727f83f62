// What the editor offers to complete: terms of the ontology with what they mean, words of SPARQL,
// and the variables of the query. A term brings its prefix along.

import type { Completion, CompletionContext, CompletionResult, CompletionSource } from "@codemirror/autocomplete";
import { pickedCompletion } from "@codemirror/autocomplete";
import type { EditorView } from "@codemirror/view";

export interface Offered {
  prefixes: Record<string, string>;
  terms: { name: string; kind: string; about: string }[];
}

const WORDS = (
  "SELECT DISTINCT WHERE FILTER OPTIONAL UNION GRAPH MINUS BIND VALUES ASK CONSTRUCT DESCRIBE " +
  "PREFIX COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT EXISTS REGEX CONTAINS STRSTARTS LCASE STR LANG " +
  "COALESCE IF BOUND SEPARATOR UNDEF"
)
  .split(" ")
  .concat(["GROUP BY", "ORDER BY", "LIMIT", "OFFSET", "HAVING", "NOT EXISTS", "DESC", "FROM NAMED"]);

function withPrefix(prefixes: Record<string, string>) {
  return (view: EditorView, chosen: Completion, from: number, to: number): void => {
    const name = chosen.label.split(":")[0] ?? "";
    const text = view.state.doc.toString();
    const known = new RegExp(`\\bPREFIX\\s+${name}:`, "i").test(text);
    const line = known ? "" : `PREFIX ${name}: <${prefixes[name]}>\n`;
    view.dispatch({
      changes: [
        { from: 0, insert: line },
        { from, to, insert: chosen.label },
      ],
      selection: { anchor: from + line.length + chosen.label.length },
      annotations: pickedCompletion.of(chosen),
    });
  };
}

/** Returns a source of completions from what the server offers. */
export function offering(offered: () => Promise<Offered>): CompletionSource {
  return async (context: CompletionContext): Promise<CompletionResult | null> => {
    const variable = context.matchBefore(/[?$]\w*/);
    if (variable) {
      const names = new Set(context.state.doc.toString().match(/[?$]\w+/g));
      names.delete(variable.text);
      const options = [...names].sort().map((label) => ({ label, type: "variable" }));
      return { from: variable.from, options };
    }
    const word = context.matchBefore(/[A-Za-z][\w-]*(:[\w-]*)?/);
    if (!word && !context.explicit) return null;
    const { prefixes, terms } = await offered();
    const apply = withPrefix(prefixes);
    const options: Completion[] = terms.map(({ name, kind, about }) => ({
      label: name,
      apply,
      ...(kind && { detail: kind }),
      ...(about && { info: about }),
    }));
    if (!word?.text.includes(":")) options.push(...WORDS.map((label) => ({ label, boost: 1 })));
    return { from: word?.from ?? context.pos, options, validFor: /^[\w-]*:?[\w-]*$/ };
  };
}
