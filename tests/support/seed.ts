import fc from "fast-check";

/**
 * Generated data are the same in every run, so that a red run is the fault of a change and not of
 * chance. FC_SEED explores others:
 * `FC_SEED=$RANDOM npx vitest run tests/mysql`.
 */
fc.configureGlobal({ seed: Number(process.env["FC_SEED"] ?? 20_261_101) });
