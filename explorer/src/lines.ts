// How edges are drawn: an arrow whose line is solid, dashed or dotted by its tone, a little to the
// left of the middle, so that both directions between two nodes can be seen and pointed at.
//
// The shaders are sigma's own with a few lines changed; `changed` fails where they are not as known.

import { createEdgeArrowHeadProgram, createEdgeClampedProgram, createEdgeCompoundProgram } from "sigma/rendering";
import type { EdgeProgramType } from "sigma/rendering";
import type { Tone } from "./network.js";

interface Definition {
  VERTEX_SHADER_SOURCE: string;
  FRAGMENT_SHADER_SOURCE: string;
}

type Defined = new (...given: never[]) => { getDefinition(): Definition };
type Change = [before: string, after: string];

/** Screen units that are drawn and left out along a line, over and over. */
const PATTERNS: Record<Tone, readonly number[]> = {
  positive: [],
  negative: [14, 9],
  neutral: [4, 7],
  mixedPolarity: [18, 7, 4, 7],
};
/** Pixels from the middle of two nodes to the line between them. */
export const ASIDE = 2.6;

function changed(source: string, changes: readonly Change[]): string {
  return changes.reduce((text, [before, after]) => {
    if (!text.includes(before)) throw new Error(`The shader has no “${before}”.`);
    return text.replace(before, after);
  }, source);
}

function withShaders(program: EdgeProgramType, vertex: Change[], fragment: Change[]): EdgeProgramType {
  const Base = program as unknown as Defined;
  return class extends Base {
    override getDefinition(): Definition {
      const known = super.getDefinition();
      return {
        ...known,
        VERTEX_SHADER_SOURCE: changed(known.VERTEX_SHADER_SOURCE, vertex),
        FRAGMENT_SHADER_SOURCE: changed(known.FRAGMENT_SHADER_SOURCE, fragment),
      };
    }
  } as unknown as EdgeProgramType;
}

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

function line(tone: Tone): EdgeProgramType {
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
      ["#else\n", `#else\n  ${gaps(PATTERNS[tone])}\n`],
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

/** The way of drawing an edge, by its tone. */
export const LINES: Record<string, EdgeProgramType> = Object.fromEntries(
  (Object.keys(PATTERNS) as Tone[]).map((tone) => [tone, line(tone)]),
);
