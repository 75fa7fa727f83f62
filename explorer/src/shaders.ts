// Sigma's own shaders with a few lines changed; `changed` fails where they are not as known.

interface Definition {
  VERTEX_SHADER_SOURCE: string;
  FRAGMENT_SHADER_SOURCE: string;
}

type Defined = new (...given: never[]) => { getDefinition(): Definition };

/** A piece of a shader, and what takes its place. */
export type Change = readonly [before: string, after: string];

function changed(source: string, changes: readonly Change[]): string {
  return changes.reduce((text, [before, after]) => {
    if (!text.includes(before)) throw new Error(`The shader has no “${before}”.`);
    return text.replace(before, after);
  }, source);
}

/** Returns a way of drawing nodes or edges with these lines of its shaders changed. */
export function withShaders<T>(program: T, vertex: readonly Change[], fragment: readonly Change[]): T {
  const Base = program as Defined;
  return class extends Base {
    override getDefinition(): Definition {
      const known = super.getDefinition();
      return {
        ...known,
        VERTEX_SHADER_SOURCE: changed(known.VERTEX_SHADER_SOURCE, vertex),
        FRAGMENT_SHADER_SOURCE: changed(known.FRAGMENT_SHADER_SOURCE, fragment),
      };
    }
  } as unknown as T;
}
