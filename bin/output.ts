import { jsonLine, printable } from "../etl/printable.ts";

/** Prints a result on stdout, with whatever a terminal would obey shown as codes. */
export const print = (text: string) => process.stdout.write(printable(text));

/** Prints a message on stderr, likewise. */
export const report = (text: string) => process.stderr.write(printable(text));

/** Prints one line of JSON on stdout. */
export const printJson = (value: object) => process.stdout.write(jsonLine(value));
