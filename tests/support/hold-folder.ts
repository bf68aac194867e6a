import { rmSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { ReportError } from "../../etl/errors.ts";
import { withFolders } from "../../etl/snapshot/lock.ts";

/**
 * Locks a folder and says so, until it is ended; or so many times for a moment, telling if another
 * process was in there with it.
 */
const [folder = "", times] = process.argv.slice(2);
if (times === undefined)
  await withFolders([folder], async () => {
    process.stdout.write("held\n");
    await sleep(600_000);
  });

for (let held = 0; held < Number(times);)
  try {
    await withFolders([folder], async () => {
      writeFileSync(`${folder}.alone`, "", { flag: "wx" });
      await sleep(Math.random() * 3);
      rmSync(`${folder}.alone`);
    });
    held++;
  } catch (cause) {
    if (!(cause instanceof ReportError)) throw cause;
    await sleep(Math.random() * 3);
  }
