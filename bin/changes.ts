import { writeNumbersBy } from "../format/numerals.ts";
import { openStore } from "../format/store.ts";
import { etlSettings } from "../etl/options.ts";
import { ReportError, messageOf } from "../etl/errors.ts";
import { changesOf } from "../src/views/changes.ts";
import { changesMarkdown } from "../src/sentences/changes-markdown.ts";
import { runWithSettings } from "./command.ts";
import { print } from "./output.ts";

await runWithSettings(
  "changes",
  "Prints what changed since the last build, as Markdown.",
  { snapshots: etlSettings.snapshots },
  (settings) => {
    try {
      const { history, manifest } = openStore(settings.text("snapshots"));
      writeNumbersBy(manifest.locale);
      print(changesMarkdown(changesOf(history)));
    } catch (cause) {
      throw new ReportError("input", messageOf(cause), { cause });
    }
    return Promise.resolve();
  },
);
