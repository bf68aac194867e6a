/** Exit codes, one per class of failure, for scripts. */
export const exitCodes = {
  internal: 1,
  usage: 2,
  input: 3,
  question: 4,
  output: 5,
  database: 6,
  guard: 7,
} as const;

/** A failure that a person can fix: what is wrong, the value, where, and a hint how to fix it. */
export class ReportError extends Error {
  readonly exitCode: number;
  readonly hint: string | undefined;

  constructor(
    kind: keyof typeof exitCodes,
    message: string,
    options: { hint?: string; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = "ReportError";
    this.exitCode = exitCodes[kind];
    this.hint = options.hint;
  }
}

/** The message of anything thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The `code` of a system error (`ENOENT`, `EACCES`...), or undefined. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error ? String(error.code) : undefined;
}

/** The error for a file or folder that cannot be written. */
export const cannotWrite = (path: string, cause: unknown) =>
  new ReportError("output", `${path} cannot be written: ${messageOf(cause)}`, {
    hint: "Check the folder's permissions and the free space on the disk.",
    cause,
  });
