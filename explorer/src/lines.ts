// How edges are drawn: an arrow whose line is solid, dashed or dotted by its tone, a little to the
// left of the middle, so that both directions between two nodes can be seen and pointed at. An edge
// without direction is a plain line.

import { createEdgeArrowHeadProgram, createEdgeClampedProgram, createEdgeCompoundProgram } from "sigma/rendering";
import type { EdgeProgramType } from "sigma/rendering";
import type { Tone } from "./network.js";
import { withShaders } from "./shaders.js";

export type Line = Exclude<Tone, ""> | "plain" | "undirected";

/** Screen units that are drawn and left out along a line, over and over. */
const PATTERNS: Record<Line, readonly number[]> = {
  positive: [],
  negative: [14, 9],
  neutral: [4, 7],
  mixedPolarity: [18, 7, 4, 7],
  plain: [],
  undirected: [],
};
/** Pixels from the middle of two nodes to the line between them. */
export const ASIDE = 2.6;

/** Returns GLSL that leaves out what lies in the gaps of a pattern. */
function gaps(pattern: readonly number[]): string {
  if (pattern.length === 0) return "";
  const whole = pattern.reduce((sum, length) => sum + length, 0);
  let from = 0;
  const drawn: string[] = [];
  pattern.forEach((length, place) => {
    if (place % 2 === 0) drawn.push(`(at >= ${from}.0 && at < ${from + length}.0)`);
    from += length;
  });
  return `float at = mod(v_along, ${whole}.0); if (!(${drawn.join(" || ")})) discard;`;
}

function line(name: Line): EdgeProgramType {
  const body = withShaders(
    createEdgeClampedProgram(),
    [
      ["varying vec4 v_color;", "varying vec4 v_color;\nvarying float v_along;"],
      [
        "position + unitNormal * webGLThickness + compensationVector",
        `position + unitNormal * webGLThickness + compensationVector
           + normalize(a_normal) * ${ASIDE} * u_correctionRatio * 2.0`,
      ],
      [
        "v_normal = unitNormal;",
        "v_normal = unitNormal;\n  v_along = a_positionCoef * length(a_positionEnd - a_positionStart) / u_correctionRatio / 2.0;",
      ],
    ],
    [
      ["varying vec4 v_color;", "varying vec4 v_color;\nvarying float v_along;"],
      ["#else\n", `#else\n  ${gaps(PATTERNS[name])}\n`],
    ],
  );
  const head = withShaders(
    createEdgeArrowHeadProgram(),
    [
      [
        "vec3(a_position + delta, 1)",
        `vec3(a_position + delta - unitNormal * ${ASIDE} * u_correctionRatio * 2.0, 1)`,
      ],
    ],
    [],
  );
  return createEdgeCompoundProgram([body, head]);
}

/** The way of drawing an edge, by the name of its line. */
export const LINES: Record<Line, EdgeProgramType> = {
  positive: line("positive"),
  negative: line("negative"),
  neutral: line("neutral"),
  mixedPolarity: line("mixedPolarity"),
  plain: line("plain"),
  undirected: createEdgeClampedProgram({ lengthToThicknessRatio: 0 }),
};
