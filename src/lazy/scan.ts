/** Cumulative functions: each chunk by itself, then what the chunks before it come to. */
import type { Options, Overridable } from "../dispatch/index.ts";
import type { DType } from "../dtype.ts";
import { ShapeError } from "../errors.ts";
import { checkAxis } from "../shape.ts";
import { filled } from "./creation.ts";
import { handle } from "./handlers.ts";
import { type Layer, makeLayer } from "./layer.ts";
import { LazyArray } from "./lazy-array.ts";
import { concatenate, flatten } from "./manipulation.ts";
import { operandOf, resultDType, taskOf } from "./operands.ts";
import { dropEmpty } from "./rechunk.ts";

/** For each function what joins a chunk with those before it, and what there is before the first. */
const joins = {
  cumulative_sum: { join: "add", initial: 0 },
  cumulative_prod: { join: "multiply", initial: 1 },
  cumsum: { join: "add", initial: 0 },
  cumprod: { join: "multiply", initial: 1 },
} as const;

type Scan = keyof typeof joins;

function scan(func: Overridable, args: readonly unknown[], options: Options): LazyArray {
  const id = func.id as Scan;
  const given = operandOf(args[0]);
  const {
    axis: asked,
    include_initial = false,
    ...rest
  } = options as {
    axis?: number | null;
    include_initial?: boolean;
  };
  if ((asked === undefined || asked === null) && given.ndim > 1 && id.startsWith("cumulative")) {
    throw new ShapeError(`${id}: an array of ${given.ndim} dimensions needs an axis`);
  }
  const x = asked === undefined || asked === null ? flatten(given) : given;
  const axis = checkAxis(id, asked ?? 0, x.ndim);
  const dtype = resultDType(func, [x], { ...rest, axis });
  const whole = scanAlong(id, x, axis, rest, dtype);
  if (!include_initial) return whole;
  const one = x.chunks.map((lengths, each) => (each === axis ? [1] : lengths));
  return concatenate([filled(one, joins[id].initial, dtype), whole], axis);
}

function scanAlong(id: Scan, given: LazyArray, axis: number, options: Options, dtype: DType): LazyArray {
  const { join } = joins[id];
  // A chunk without elements has no last one.
  const x = dropEmpty(given, [axis]);
  const own = makeLayer(
    `${id}-partial`,
    [x.layer],
    [axis, options],
    (index, use) => taskOf(id, [use(x.layer, index)], { ...options, axis }),
    true,
  );
  const last = makeLayer(`${id}-last`, [own], axis, (index, use) => ({
    fn: "lazy.at",
    args: [use(own, index), ...index.slice(0, axis).map(() => ":"), "-1:"],
  }));
  const moved = (index: readonly number[], by: number) =>
    index.map((i, each) => (each === axis ? i + by : i));
  const before: Layer = makeLayer(`${id}-before`, [last], [axis], (index, use) => {
    const previous = use(last, moved(index, -1));
    if (index[axis] === 1) return { fn: "lazy.at", args: [previous, "..."] };
    return { fn: join, args: [use(before, moved(index, -1)), previous] };
  });
  const layer = makeLayer(id, [own, before], [axis], (index, use) =>
    index[axis] === 0
      ? { fn: "lazy.at", args: [use(own, index), "..."] }
      : { fn: join, args: [use(own, index), use(before, index)] },
  );
  return new LazyArray(layer, x.chunks, dtype);
}

/** Lets cumulative functions answer for lazy arrays. */
export function handleScans(): void {
  handle(Object.keys(joins), scan);
}
