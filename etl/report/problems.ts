import leven from "leven";
import { isMap, isNode, LineCounter, parseDocument, type Document, type Scalar } from "yaml";
import type { z } from "zod";
import { ReportError } from "../errors.ts";
import { counted } from "../words.ts";

/** A place in a document: keys and indexes from its root. */
export type Path = readonly (string | number)[];

/** Something wrong in report.yaml. */
export interface Problem {
  readonly at: Path;
  /** Whether the place is the key itself rather than its value. */
  readonly isKey?: boolean;
  readonly message: string;
}

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
  return {
    value: document.errors.length > 0 ? undefined : (document.toJS() as unknown),
    placeOf: (at, isKey = false) => positionOf(offsetOf(document, at, isKey)),
    problems: document.errors.map(({ message, pos }) => {
      const { line, column } = positionOf(pos[0]);
      return `line ${line}, column ${column}: ${message.split("\n")[0] ?? ""}`;
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

/** The known name that is most like another one; undefined where none is near. */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  const ranked = [...known]
    .map((each) => ({ each, distance: leven(name.toLowerCase(), each.toLowerCase()) }))
    .toSorted((a, b) => a.distance - b.distance);
  const [best] = ranked;
  return best && best.distance <= Math.max(2, Math.floor(name.length / 3)) ? best.each : undefined;
}

/** ` "wiht" is not known; did you mean "with"?` */
export function unknownName(what: string, name: string, known: Iterable<string>): string {
  const all = [...known];
  const likely = nearest(name, all);
  if (likely !== undefined) return `there is no ${what} "${name}"; did you mean "${likely}"?`;
  return all.length === 0 || all.length > 12
    ? `there is no ${what} "${name}"`
    : `there is no ${what} "${name}"; there are ${all.join(", ")}`;
}

type Issue = z.core.$ZodIssue;

/**
 * The issues of a schema as problems, each at its place.
 * @param schema as JSON, which knows the keys that a place may have
 */
export function problemsOf(
  issues: readonly Issue[],
  value: unknown,
  schema: JsonSchema,
): Problem[] {
  return issues.flatMap((issue): Problem[] => {
    const at = issue.path.filter((part) => typeof part !== "symbol");
    if (issue.code === "unrecognized_keys")
      return issue.keys.map((key) => ({
        at: [...at, key],
        isKey: true,
        message: unknownName("key", key, keysAt(schema, at, value)),
      }));
    if (issue.code === "invalid_union") return ofUnion(issue, at, value, schema);
    if (issue.code === "invalid_key")
      return [{ at, isKey: true, message: issue.issues[0]?.message ?? issue.message }];
    return [{ at, message: inWords(issue, valueAt(value, at)) }];
  });
}

/** Of a union the issues of the variant that is meant: the one with the fewest foreign keys. */
function ofUnion(
  { errors }: Extract<Issue, { code: "invalid_union" }>,
  at: Path,
  value: unknown,
  schema: JsonSchema,
): Problem[] {
  const given = valueAt(value, at);
  if (given === undefined) return [{ at, message: "is missing" }];
  if (typeof given !== "object" || given === null || Array.isArray(given))
    return [{ at, message: "is none of what is accepted here" }];
  const [first = "", ...others] = Object.keys(given);
  const kinds = schemasAt(schema, at).flatMap(({ required = [] }) => required[0] ?? []);
  if (![first, ...others].some((key) => kinds.includes(key)))
    return [{ at: [...at, first], isKey: true, message: unknownName("step", first, kinds) }];
  const foreign = (issues: readonly Issue[]) =>
    issues.reduce(
      (sum, issue) => sum + (issue.code === "unrecognized_keys" ? issue.keys.length : 0),
      0,
    );
  const [best = []] = [...errors].toSorted(
    (a, b) => foreign(a) - foreign(b) || a.length - b.length,
  );
  return problemsOf(
    best.map((issue) => ({ ...issue, path: [...at, ...issue.path] })),
    value,
    schema,
  );
}

function inWords(issue: Issue, given: unknown): string {
  if (issue.code === "invalid_type")
    return given === undefined
      ? "is missing"
      : `is not ${issue.expected === "array" ? "a list" : issue.expected === "object" || issue.expected === "record" ? "a map of keys" : `a ${issue.expected === "string" ? "text" : issue.expected}`}`;
  if (issue.code === "invalid_value") return `is not ${issue.values.map(String).join(" or ")}`;
  if (issue.code === "too_small") return "is too short or too small";
  return issue.message;
}

/** The parts of a JSON Schema that say which keys there may be. */
export interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema | boolean;
  readonly anyOf?: readonly JsonSchema[];
  readonly required?: readonly string[];
}

function schemasAt(schema: JsonSchema, at: Path): JsonSchema[] {
  const variants = schema.anyOf ? [...schema.anyOf] : [schema];
  const [first, ...rest] = at;
  if (first === undefined) return variants;
  return variants.flatMap(({ properties, additionalProperties, items }) => {
    const next = typeof first === "number" ? items : (properties?.[first] ?? additionalProperties);
    return typeof next === "object" ? schemasAt(next, rest) : [];
  });
}

/** The keys that a place may have; of a step, those of the kind that its first key names. */
function keysAt(schema: JsonSchema, at: Path, value: unknown): string[] {
  const given = valueAt(value, at);
  const variants = schemasAt(schema, at);
  const meant = variants.filter(
    ({ required = [] }) =>
      typeof given === "object" && given !== null && Object.hasOwn(given, required[0] ?? ""),
  );
  return (meant.length > 0 ? meant : variants).flatMap(({ properties = {} }) =>
    Object.keys(properties),
  );
}

function valueAt(value: unknown, at: Path): unknown {
  return at.reduce<unknown>(
    (found, part) =>
      typeof found === "object" && found !== null
        ? (found as Readonly<Record<string | number, unknown>>)[part]
        : undefined,
    value,
  );
}

/** The most problems that are listed. */
const mostListed = 20;

/** @throws ReportError that lists the problems with their lines, where there are any */
export function refuseProblems(
  file: string,
  problems: readonly Problem[],
  { placeOf }: Located,
): void {
  if (problems.length === 0) return;
  const placed = problems
    .map(({ at, isKey, message }) => ({ ...placeOf(at, isKey), path: pathText(at), message }))
    .toSorted((a, b) => a.line - b.line || a.column - b.column);
  refuse(
    file,
    placed.map(
      ({ line, column, path, message }) =>
        `line ${line}, column ${column}: ${path === "" ? "" : `${path}: `}${message}`,
    ),
  );
}

/** @throws ReportError that lists these lines */
export function refuse(file: string, lines: readonly string[]): never {
  const more = lines.length - mostListed;
  throw new ReportError(
    "input",
    `${file} has ${counted(lines.length, "error")}:\n${lines
      .slice(0, mostListed)
      .map((line) => `  ${line}`)
      .join("\n")}${more > 0 ? `\n  and ${more} more` : ""}`,
    {
      hint: "docs/report.md explains every key; report.schema.json lets an editor check the file.",
    },
  );
}

/** "cleaning, step 2, labels" */
const pathText = (at: Path) =>
  at.map((part) => (typeof part === "number" ? `item ${part + 1}` : part)).join(", ");
