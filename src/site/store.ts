import { writeNumbersBy } from "../../format/numerals.ts";
import { openStore } from "../../format/store.ts";

/** The snapshots that this site is made from. */
export const store = openStore();

writeNumbersBy(store.manifest.locale);

/** The paths of pages by the name of a snapshot: one for each that is published. */
export const publishedPaths = () =>
  store.manifest.snapshots
    .filter(({ published }) => published)
    .map(({ name }) => ({ params: { name } }));
