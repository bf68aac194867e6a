import { z } from "zod";

/** Names that SQL keeps for itself, in DuckDB, MySQL or MariaDB. */
export const sqlWords: ReadonlySet<string> = new Set(
  `all and as asc between both by case cast check column condition constraint create cross cube current_date
  database default delete desc describe distinct drop else end exists false fetch for foreign from full function
  grant group grouping groups having if in index inner insert interval into is join key keys lateral left like limit
  lines load match natural not null offset on or order outer over partition primary procedure range rank read
  recursive references rename repeat replace right row rows select set show some system table then to trigger true
  union unique update usage using values when where while window with constructor`.split(/\s+/),
);

/** Names of tables and columns that the program makes. */
const own: ReadonlySet<string> = new Set(
  `file_place normalized numbers raw record odd row_hashes row_key value_counts
  customers missing mean median mode n v one`.split(/\s+/),
);

const snakeCase = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,62}$/, "is not a name in snake_case, such as order_value");

const notIn = (words: ReadonlySet<string>) =>
  snakeCase.refine((word) => !words.has(word), {
    error: ({ input }) => `"${String(input)}" is a word of SQL; choose another name`,
  });

/** The name of a column in SQL. */
export const columnName = notIn(new Set([...sqlWords, ...own]));

/** The name of a metric, which statements give its sum. */
export const metricName = notIn(sqlWords);
