import { z } from "zod";
import type { Value } from "../../format/columns.ts";
import type { CleaningEntry } from "../../format/manifest.ts";
import { columnName, slug } from "../contract/names.ts";
import { labelOfName, type Column, type ColumnsByName } from "../contract/columns.ts";
import type { Database } from "../database.ts";
import type { Notice } from "../notices.ts";
import type { Problem } from "../report/problems.ts";
import type { ResultTable } from "../result-table.ts";
import type { Noun } from "../words.ts";

/** The facts of a step that may be shown. */
export interface ShownFacts {
  /** The rows of the step's table; cells that are suppressed are null. */
  readonly rows: readonly Readonly<Record<string, Value>>[];
  /** Whether a number of rows may be shown. */
  isShown(rows: number): boolean;
}

/** What one cleaning step did: SQL for the columns it makes or replaces, columns it drops, rows it keeps. */
export interface CleaningStep {
  /** The kind of the step, which is its first key in report.yaml. */
  readonly step: string;
  /** The columns that it works on and makes, as report.yaml names them. */
  readonly column: string;
  readonly into?: string | undefined;
  readonly title: string;
  readonly rule: string;
  /** What the step did, in words, as far as it may be shown. */
  readonly account: (shown: ShownFacts) => Pick<CleaningEntry, "outcome" | "changed" | "sql">;
  readonly columns: Readonly<Record<string, string>>;
  readonly dropped: readonly string[];
  /** Columns that it renamed without changing their values. */
  readonly renamed: readonly string[];
  readonly notices: readonly Notice[];
  /** The counts behind its decision. */
  readonly table: ResultTable | undefined;
  /** SQL that is true of the rows that stay. */
  readonly keep?: string | undefined;
}

type Described = Pick<CleaningStep, "step" | "column" | "title" | "rule" | "account">;

/** A step that makes and drops no column and has no notice, except as given. */
export function step(
  described: Described,
  more: Partial<Omit<CleaningStep, keyof Described>> = {},
): CleaningStep {
  const nothing = { columns: {}, dropped: [], renamed: [], notices: [], table: undefined };
  return { ...nothing, ...described, ...more };
}

/** How many rows a step changed: in words, or that their number is hidden. */
export const counting = (isKnown: boolean, changed: number, known: string, hidden: string) => ({
  outcome: isKnown ? known : `${hidden} is hidden to protect privacy.`,
  changed: isKnown ? changed : null,
});

/** What a step works on. */
export interface StepContext {
  readonly database: Pick<Database, "rows">;
  /** SQL for what stands after FROM: the rows as the steps before left them. */
  readonly from: string;
  readonly columns: ColumnsByName;
  readonly row: Noun;
}

/** A column that a step names, and what it has to be. */
export interface Use {
  readonly column: string;
  /** Where the step names it, below the step. */
  readonly at: Problem["at"];
  readonly types?: readonly Column["type"][];
  /** Whether no value of it may be missing. */
  readonly complete?: true;
}

/** The types of columns that hold numbers. */
export const numericTypes: readonly Column["type"][] = ["integer", "money", "decimal"];

/** A mistake in a step's description, at a place below the step. */
export type Mistake = Pick<Problem, "at" | "message">;

/** A cleaning step as report.yaml describes it, ready to run. */
export interface Step {
  /** The name of its kind. */
  readonly kind: string;
  /** The step as report.yaml has it, as JSON. */
  readonly described: string;
  readonly uses: readonly Use[];
  /** The column that it makes, or replaces by one that differs in what it may hold. */
  readonly makes: Column | undefined;
  /** Columns that it may drop. */
  readonly mayDrop: readonly string[];
  /** The table of what it did. */
  readonly table: string | undefined;
  readonly mistakes: readonly Mistake[];
  readonly run: (context: StepContext) => Promise<CleaningStep>;
}

/** A kind of step: its key in report.yaml, the schema of its description, and what it comes to. */
export interface StepKind {
  readonly name: string;
  readonly schema: z.ZodType;
  /**
   * @param columns there are before the step
   * @param currency the code of all amounts
   */
  readonly bind: (description: unknown, columns: ColumnsByName, currency: string) => Step;
}

/** Names a kind of step, whose schema gives its function the type of the description. */
export const stepKind = <Description>(
  name: string,
  schema: z.ZodType<Description>,
  bind: (
    description: Description,
    columns: ColumnsByName,
    currency: string,
  ) => Partial<Step> & Pick<Step, "run">,
): StepKind => ({
  name,
  schema,
  bind: (description, columns, currency) => ({
    uses: [],
    makes: undefined,
    mayDrop: [],
    table: undefined,
    mistakes: [],
    kind: name,
    described: JSON.stringify(description),
    ...bind(schema.parse(description), columns, currency),
  }),
});

/** Keys that every step may have. */
export const common = {
  id: slug
    .optional()
    .describe("Names the table of what the step did; by default after the column."),
  title: z.string().min(1).optional().describe("The heading on the data page."),
};

/** The decimals of a number. */
export const decimals = z.int().min(0).max(6).optional();

/** Keys of steps that make a column. */
export const making = {
  into: columnName.describe("The column to make."),
  label: z.string().min(1).optional().describe("What readers call it; by default its name."),
  unit: z.string().optional().describe("The unit of its numbers, in words."),
  description: z.string().optional().describe("One sentence for the data dictionary."),
};

/** The column that a step makes, with the labels that report.yaml gives it. */
export const madeColumn = (
  { into, label, unit, description }: z.infer<z.ZodObject<typeof making>>,
  type: Column["type"],
  more: Pick<Column, "range" | "order" | "nullable" | "decimals"> = {},
): Column => ({
  name: into,
  header: "",
  aliases: [],
  label: label ?? labelOfName(into),
  type,
  unit: unit ?? "",
  description: description ?? "",
  ...more,
});

/** The column without missing values. */
export function complete(column: Column): Column {
  const { nullable, ...rest } = column;
  return nullable ? rest : column;
}

/** The name of the table of what a step did. */
export const tableName = (id: string | undefined, column: string) =>
  `cleaning-${id ?? column.replaceAll("_", "-")}`;

/** The label of a column, which reference checks found to be there. */
export const labelIn = (columns: ColumnsByName, name: string) => columns.get(name)?.label ?? name;
