import type { Verdict } from "../model/finding.ts";

/** Whether the order of what is ranked is more than chance, beside the ranking. */
export function noiseSentence(verdict: Verdict): string {
  switch (verdict) {
    case "supported":
      return "The lines show what the data leave possible for each. That they differ is more than chance would make it.";
    case "not supported":
      return "The order may well be chance: the lines show what the data leave possible for each, and that they differ at all is not supported by the data.";
    case "too close to call":
      return "The order may be chance: the lines show what the data leave possible for each, and whether they differ at all is too close to call.";
    case "cannot be shown":
      return "Whether the order is more than chance cannot be told: there are too few customers of each.";
  }
}

/** A ranking's title, which never makes more of the first place than the data do. */
export function cautious(title: string, verdict: Verdict): string {
  if (verdict === "supported") return title;
  return verdict === "not supported"
    ? `${title}, by no more than chance`
    : `${title}, perhaps by chance`;
}
