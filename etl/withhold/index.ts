import type { Draft } from "../draft.ts";
import { isTold } from "./cells.ts";
import { coarse } from "./cube.ts";
import { margins } from "./margins.ts";
import { withoutSmall } from "./table.ts";

/** The cube with every dimension, of which the margins are made. */
const finest = "cube-products";

/**
 * Leaves out whatever rests on fewer customers than may be told, so that the snapshots hold nothing
 * of it: rows and cells of tables,
 * dimensions of cubes, and the number and sum of private rows. With 1 nothing is left out.
 * @param customers how many there are
 */
export function withhold(
  drafts: readonly Draft[],
  least: number,
  customers: number,
): readonly Draft[] {
  if (least === 1) return drafts;
  return drafts.flatMap((draft): Draft[] => {
    if (draft.kind === "cube")
      return [
        ...(draft.name === finest ? [margins(draft, least)] : []),
        coarse(draft, least),
      ].filter((cube) => cube !== undefined);
    return [draft.published ? withoutSmall(draft, least) : withoutFew(draft, least, customers)];
  });
}

/**
 * A private draft of which not even the number of rows may be told, for each is a customer, is
 * emptied.
 */
function withoutFew(draft: Draft, least: number, customers: number): Draft {
  const { columns } = draft;
  if (isTold(columns.length, least) && isTold(Math.max(0, customers - columns.length), least))
    return draft;
  const values = Object.fromEntries(columns.fields.map(({ name }) => [name, []]));
  return { ...draft, columns: { ...columns, length: 0, values }, withheld: {} };
}
