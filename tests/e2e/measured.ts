import type { Reporter, TestCase, TestResult } from "@playwright/test/reporter";

/** Prints what tests measured (their annotations of the type "measured") once all have run. */
export default class Measured implements Reporter {
  private readonly lines: string[] = [];

  printsToStdio(): boolean {
    return false;
  }

  onTestEnd(_test: TestCase, { annotations }: TestResult): void {
    this.lines.push(
      ...annotations.flatMap(({ type, description }) =>
        type === "measured" && description ? [description] : [],
      ),
    );
  }

  onEnd(): void {
    if (this.lines.length > 0)
      process.stdout.write(
        `\nMeasured:\n${this.lines
          .toSorted()
          .map((line) => `  ${line}\n`)
          .join("")}`,
      );
  }
}
