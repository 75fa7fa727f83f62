// The names in the picture: as many as there is room for, so that no two lie over each other.

const SANS = 'system-ui, "Noto Sans", "DejaVu Sans", sans-serif';
const SIZE = 13;
const LONGEST = 32;
/** Names lie in squares of this many pixels, so that a new one is compared with few others. */
const SQUARE = 64;
/** So many names are written even where they lie over a node. */
const FIRST = 25;

type Box = readonly [left: number, top: number, right: number, bottom: number];

export interface Label {
  key: string;
  name: string;
  x: number;
  y: number;
  /** Pixels from the middle of the node to its rim. */
  radius: number;
}

export interface Paint {
  text: string;
  ground: string;
}

function overlap(one: Box, other: Box): boolean {
  return one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3];
}

function shortened(name: string): string {
  return name.length > LONGEST ? `${name.slice(0, LONGEST - 1).trimEnd()}…` : name;
}

/** What there is in the picture already. */
class Taken {
  readonly #squares = new Map<string, Box[]>();

  #of(box: Box): string[] {
    const found: string[] = [];
    for (let x = Math.floor(box[0] / SQUARE); x <= Math.floor(box[2] / SQUARE); x += 1) {
      for (let y = Math.floor(box[1] / SQUARE); y <= Math.floor(box[3] / SQUARE); y += 1) {
        found.push(`${x} ${y}`);
      }
    }
    return found;
  }

  free(box: Box): boolean {
    return !this.#of(box).some((one) => this.#squares.get(one)?.some((other) => overlap(box, other)));
  }

  take(box: Box): void {
    for (const one of this.#of(box)) {
      const held = this.#squares.get(one);
      if (held) held.push(box);
      else this.#squares.set(one, [box]);
    }
  }
}

/** Writes names beside their nodes. */
export class Labels {
  readonly #widths = new Map<string, number>();

  /**
   * Writes the names in this order, those that fit: to the right of their nodes, or else to the
   * left, below or above. What is `bold` is written in any case, and the first names may lie over
   * a node.
   */
  write(
    context: CanvasRenderingContext2D,
    labels: readonly Label[],
    bold: ReadonlySet<string>,
    paint: Paint,
  ): void {
    const { width, height } = context.canvas.getBoundingClientRect();
    context.clearRect(0, 0, width, height);
    context.lineJoin = "round";
    context.lineWidth = 3.5;
    context.strokeStyle = paint.ground;
    context.fillStyle = paint.text;
    const names = new Taken();
    const nodes = new Taken();
    const seen = labels.filter(({ x, y }) => x >= 0 && y >= 0 && x <= width && y <= height);
    for (const { x, y, radius } of seen) {
      const reach = radius * 0.8;
      nodes.take([x - reach, y - reach, x + reach, y + reach]);
    }
    seen.forEach((label, rank) => {
      const name = shortened(label.name);
      context.font = `${bold.has(label.key) ? "600 " : ""}${SIZE}px ${SANS}`;
      const places = this.#places(label, this.#width(context, name), width);
      const free = places.filter((box) => names.free(box));
      const first = free.find((box) => nodes.free(box)) ?? (rank < FIRST ? free[0] : undefined);
      const box = first ?? (bold.has(label.key) ? places[0] : undefined);
      if (!box) return;
      names.take(box);
      context.strokeText(name, box[0] + 2, box[3] - SIZE * 0.37);
      context.fillText(name, box[0] + 2, box[3] - SIZE * 0.37);
    });
  }

  /** Returns where a name may be, the best first; none of it leaves the picture at the right. */
  #places({ x, y, radius }: Label, wide: number, width: number): Box[] {
    const [aside, half] = [radius + 2, SIZE * 0.7];
    const corners: [number, number][] = [
      [x + aside, y - half],
      [x - aside - wide - 4, y - half],
      [x - wide / 2 - 2, y + radius + 1],
      [x - wide / 2 - 2, y - radius - 1 - 2 * half],
    ];
    return corners
      .map(([left, top]): Box => [left, top, left + wide + 4, top + 2 * half])
      .filter((box) => box[0] >= 0 && box[2] <= width);
  }

  #width(context: CanvasRenderingContext2D, name: string): number {
    const key = `${context.font} ${name}`;
    let found = this.#widths.get(key);
    if (found === undefined) {
      found = context.measureText(name).width;
      this.#widths.set(key, found);
    }
    return found;
  }
}
