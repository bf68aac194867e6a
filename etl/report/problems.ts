import leven from "leven";
import type { z } from "zod";
import { ReportError } from "../errors.ts";
import { counted } from "../words.ts";
import type { Located, Path } from "./located.ts";

/** Something wrong in report.yaml. */
export interface Problem {
  readonly at: Path;
  /** Whether the place is the key itself rather than its value. */
  readonly isKey?: boolean;
  readonly message: string;
}

/** Notes a mistake at a place. */
export type Wrong = (at: Path, message: string) => void;

/** Notes mistakes at places below another one. */
export const noting =
  (problems: Problem[], ...above: Path): Wrong =>
  (at, message) =>
    problems.push({ at: [...above, ...at], message });

/** What has this name; a mistake at this place where nothing has. */
export function named<T>(
  what: string,
  name: string,
  known: ReadonlyMap<string, T>,
  wrong: Wrong,
  at: Path,
): T | undefined {
  const found = known.get(name);
  if (found === undefined) wrong(at, unknownName(what, name, known.keys()));
  return found;
}

/** The known name that is most like another one; undefined where none is near. */
function nearest(name: string, known: Iterable<string>): string | undefined {
  const ranked = [...known]
    .map((each) => ({ each, distance: leven(name.toLowerCase(), each.toLowerCase()) }))
    .toSorted((a, b) => a.distance - b.distance);
  const [best] = ranked;
  return best && best.distance <= Math.max(2, Math.floor(name.length / 3)) ? best.each : undefined;
}

/** `there is no key "wiht"; did you mean "with"?` */
export function unknownName(what: string, name: string, known: Iterable<string>): string {
  const all = [...known];
  const likely = nearest(name, all);
  if (likely !== undefined) return `there is no ${what} "${name}"; did you mean "${likely}"?`;
  return all.length === 0 || all.length > 16
    ? `there is no ${what} "${name}"`
    : `there is no ${what} "${name}"; there are ${all.join(", ")}`;
}

/** The unit of money is its currency, by which it is written. */
export const unitProblems = (
  isMoney: boolean,
  { unit }: { readonly unit?: unknown },
  at: Path,
): Problem[] =>
  isMoney && unit !== undefined
    ? [{ at: [...at, "unit"], message: "cannot be set: money is in the report's currency" }]
    : [];

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
  const meant = new Set<string>();
  const problems = issues.flatMap((issue): Problem[] => {
    const at = issue.path.filter((part) => typeof part !== "symbol");
    if (issue.code === "unrecognized_keys")
      return issue.keys.map((key) => {
        const known = keysAt(schema, at, value);
        meant.add(pathText([...at, nearest(key, known) ?? ""]));
        return { at: [...at, key], isKey: true, message: unknownName("key", key, known) };
      });
    if (issue.code === "invalid_union") return ofUnion(issue, at, value, schema);
    if (issue.code === "invalid_key")
      return [{ at, isKey: true, message: issue.issues[0]?.message ?? issue.message }];
    return [{ at, message: inWords(issue, valueAt(value, at)) }];
  });
  // A key that is only misspelled is not missing as well.
  return problems.filter(({ at, message }) => message !== isMissing || !meant.has(pathText(at)));
}

const isMissing = "is missing";

/** Of a union the issues of the variant that is meant: the one with the fewest foreign keys. */
function ofUnion(
  { errors }: Extract<Issue, { code: "invalid_union" }>,
  at: Path,
  value: unknown,
  schema: JsonSchema,
): Problem[] {
  const given = valueAt(value, at);
  if (given === undefined) return [{ at, message: isMissing }];
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
      ? isMissing
      : `is not ${issue.expected === "array" ? "a list" : issue.expected === "object" || issue.expected === "record" ? "a map of keys" : `a ${issue.expected === "string" ? "text" : issue.expected}`}`;
  if (issue.code === "invalid_value")
    return given === undefined ? isMissing : `is not ${issue.values.map(String).join(" or ")}`;
  if (issue.code === "too_small") return "is too short or too small";
  if (issue.code === "too_big") return "is too long or too large";
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
