import { writeFileSync } from "node:fs";
import { subscribersCsv } from "./subscribers.ts";

// Writes data/subscribers.csv; `npm run sample:subscriptions` runs it.
writeFileSync(new URL("data/subscribers.csv", import.meta.url), subscribersCsv());
