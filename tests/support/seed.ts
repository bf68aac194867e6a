import fc from "fast-check";
import { localeOf } from "../../etl/locale.ts";
import { writeNumbersBy } from "../../format/numerals.ts";

/**
 * Generated data are the same in every run, so that a red run is the fault of a change and not of
 * chance. FC_SEED explores others:
 * `FC_SEED=$RANDOM npx vitest run tests/mysql`.
 */
// Numbers are written as a built report writes them.
writeNumbersBy(localeOf("en-US", Intl.supportedValuesOf("currency")));
fc.configureGlobal({ seed: Number(process.env["FC_SEED"] ?? 20_261_101) });
