import tokens from "../styles/tokens.css?raw";
import { store } from "./store.ts";

const rules = Object.entries(store.manifest.theme?.colors ?? {}).map(
  ([name, pair]) => `--${name}:var(--light,${pair.join(") var(--dark,")})`,
);
/** The report's own colors, by their names in tokens.css; and every color. */
export const ownColors = rules.length > 0 ? `:root:root{${rules.join(";")}}` : "";
export const allColors = tokens + ownColors;
