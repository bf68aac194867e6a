import { openStore } from "../../format/store.ts";

/** The snapshots that this site is made from. */
export const store = openStore();
