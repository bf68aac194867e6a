import {
  isMap,
  isNode,
  isScalar,
  LineCounter,
  parseDocument,
  visit,
  type Document,
  type Scalar,
} from "yaml";

/** A place in a document: keys and indexes from its root. */
export type Path = readonly (string | number)[];

/** A YAML document that knows on which line everything is. */
export interface Located {
  readonly value: unknown;
  /** Line and column of a place, from 1; of a key that is not there, those of what should hold it. */
  readonly placeOf: (
    at: Path,
    isKey?: boolean,
  ) => { readonly line: number; readonly column: number };
  /** What is not YAML. */
  readonly problems: readonly string[];
}

/** Parses YAML. */
export function parseLocated(text: string): Located {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: true,
  });
  const positionOf = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const problems = document.errors.map(({ message, pos }) => ({
    offset: pos[0],
    message: message.split("\n")[0] ?? "",
  }));
  visit(document, {
    Pair(_, { key }) {
      // A plain object would pass over it in silence.
      if (isScalar(key) && key.value === "__proto__")
        problems.push({ offset: key.range?.[0] ?? 0, message: `"__proto__" cannot be a key` });
    },
  });
  return {
    value: problems.length > 0 ? undefined : (document.toJS() as unknown),
    placeOf: (at, isKey = false) => positionOf(offsetOf(document, at, isKey)),
    problems: problems.map(({ offset, message }) => {
      const { line, column } = positionOf(offset);
      return `line ${line}, column ${column}: ${message}`;
    }),
  };
}

function offsetOf(document: Document.Parsed, at: Path, isKey: boolean): number {
  const last = at.at(-1);
  if (isKey && last !== undefined) {
    const parent = at.length === 1 ? document.contents : document.getIn(at.slice(0, -1), true);
    const pair = isMap<Scalar>(parent)
      ? parent.items.find(({ key }) => String(key.value) === String(last))
      : undefined;
    if (pair?.key.range) return pair.key.range[0];
  }
  // What is not there has the place of what should hold it.
  for (let length = at.length; length > 0; length--) {
    const node = document.getIn(at.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}
