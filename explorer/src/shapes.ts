// How nodes are drawn: people as discs, groups as hollow squares, everything else as diamonds, as in
// the pictures that the server draws.

import { NodeCircleProgram } from "sigma/rendering";
import type { NodeProgramType } from "sigma/rendering";
import type { Shape } from "./network.js";
import { withShaders } from "./shaders.js";

/** How far a point is from the rim of a shape, which lies inside of sigma's disc. */
const RIMS: Record<Shape, string> = {
  person: "length(v_diffVector) - v_radius",
  group: "max(abs(v_diffVector.x), abs(v_diffVector.y)) - v_radius * 0.72",
  thing: "(abs(v_diffVector.x) + abs(v_diffVector.y) - v_radius) * 0.72",
};

/** Returns a colour of six hexadecimal digits as GLSL has it. */
function glsl(colour: string): string {
  const part = (at: number) => (parseInt(colour.slice(at, at + 2), 16) / 255).toFixed(4);
  return `vec4(${part(1)}, ${part(3)}, ${part(5)}, 1.0)`;
}

function shape(name: Shape, ground: string): NodeProgramType {
  // The colour itself is the rim of a group; what is within has the colour of the ground.
  const inner = name === "group" ? `mix(v_color, ${glsl(ground)}, smoothstep(1.0, 2.0, -dist / border))` : "v_color";
  return withShaders(
    NodeCircleProgram as NodeProgramType,
    [],
    [
      ["length(v_diffVector) - v_radius", RIMS[name]],
      ["mix(v_color, transparent, t)", `mix(${inner}, transparent, t)`],
    ],
  );
}

/** Returns the way of drawing a node, by its shape, on a ground of this colour. */
export function shapesOn(ground: string): Record<Shape, NodeProgramType> {
  return {
    person: shape("person", ground),
    group: shape("group", ground),
    thing: shape("thing", ground),
  };
}
