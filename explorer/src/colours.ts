// The colours of the picture, which are those of the page, in light and in dark.

import type { Line } from "./lines.js";
import type { Shape } from "./network.js";

export type Colours = Record<Line | Shape | "lit" | "text" | "ground", string>;

const FAINT = 0.14;
/** How much is left of the colour of lines that say nothing of an attitude, if they are few. */
const PALE = 0.6;
const FEW = 500;

/** Returns the colours that the page has now for so many lines, each in six hexadecimal digits. */
export function colours(lines: number): Colours {
  const share = PALE * Math.min(1, Math.max(0.35, Math.sqrt(FEW / lines)));
  const style = getComputedStyle(document.documentElement);
  const of = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    positive: of("positive"),
    negative: of("negative"),
    neutral: of("neutral"),
    mixedPolarity: of("mixed"),
    plain: faint(of("neutral"), of("card"), share),
    undirected: faint(of("neutral"), of("card"), share),
    person: of("accent"),
    group: of("ink"),
    thing: of("soft"),
    lit: of("whom"),
    text: of("ink"),
    ground: of("card"),
  };
}

/** Returns a colour as it looks through, on the ground; both in six hexadecimal digits. */
export function faint(colour: string, ground: string, share = FAINT): string {
  const part = (text: string, at: number) => parseInt(text.slice(at, at + 2), 16);
  const mixed = [1, 3, 5].map((at) =>
    Math.round(part(colour, at) * share + part(ground, at) * (1 - share)),
  );
  return `#${mixed.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}
