import { readlinkSync, realpathSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { codeOf } from "../errors.ts";

/**
 * The folder that a path stands for: a link stays, and what it leads to is replaced, also where
 * that is not there at this moment.
 */
export function realFolder(path: string): string {
  try {
    return realpathSync(path);
  } catch (cause) {
    if (codeOf(cause) !== "ENOENT") return path;
  }
  try {
    return resolve(dirname(path), readlinkSync(path));
  } catch {
    return path;
  }
}
