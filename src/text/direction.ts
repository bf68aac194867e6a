/**
 * Characters that turn the direction of what follows, end that, or stand for a letter of one
 * direction.
 */
const controls = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

/**
 * What ends the direction that a control begins: embeddings and overrides by one character,
 * isolates by another.
 */
function enderOf(character: string): string | undefined {
  if (/[\u202a\u202b\u202d\u202e]/.test(character)) return "\u202c";
  return /[\u2066-\u2068]/.test(character) ? "\u2069" : undefined;
}

/**
 * A name as it stands in a sentence: if it turns the direction of text, it turns its own only. What
 * it begins is ended, what it ends
 * without having begun is left out, and the whole is isolated; otherwise a name could show the
 * figures after it in reverse.
 */
export function isolated(name: string): string {
  if (!controls.test(name)) return name;
  const open: string[] = [];
  let kept = "";
  for (const character of name) {
    const ender = enderOf(character);
    if (ender !== undefined) open.push(ender);
    else if (character === "\u202c") {
      if (open.at(-1) !== character) continue;
      open.pop();
    } else if (character === "\u2069") {
      const from = open.lastIndexOf(character);
      if (from < 0) continue;
      // The end of an isolate ends whatever was begun within it.
      open.length = from;
    }
    kept += character;
  }
  return `\u2068${kept}${open.toReversed().join("")}\u2069`;
}
