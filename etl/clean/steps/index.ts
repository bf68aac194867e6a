import type { StepKind } from "../step.ts";
import { bins } from "./bins.ts";
import { compute } from "./compute.ts";
import { deduplicate } from "./deduplicate.ts";
import { drop } from "./drop.ts";
import { fill } from "./fill.ts";
import { filter } from "./filter.ts";
import { map } from "./map.ts";
import { quantiles } from "./quantiles.ts";
import { replace } from "./replace.ts";

/** Every kind of cleaning step; a new one is one file here and one line. */
export const stepKinds: readonly StepKind[] = [
  fill,
  quantiles,
  bins,
  map,
  replace,
  compute,
  drop,
  filter,
  deduplicate,
];
