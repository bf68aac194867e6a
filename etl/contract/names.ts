import { z } from "zod";

/** Names that SQL keeps for itself, in DuckDB, MySQL or MariaDB. */
export const sqlWords: ReadonlySet<string> = new Set(
  `accessible add all alter analyse analyze and anti any array as asc asensitive asof asymmetric at authorization
  before between bigint binary blob both by call cascade case cast change char character check collate collation
  column columns concurrently condition constraint constructor continue convert create cross cube cume_dist
  current_date current_role current_time current_timestamp current_user cursor database databases day_hour
  day_microsecond day_minute day_second dec decimal declare default deferrable delayed delete dense_rank desc
  describe deterministic distinct distinctrow div do double drop dual each else elseif empty enclosed end escaped
  except exists exit explain external false fetch first_value float float4 float8 for force foreign freeze from full
  fulltext function generated get glob grant group grouping groups having high_priority hour_microsecond
  hour_minute hour_second if ignore ilike in index infile initially inner inout insensitive insert int int1 int2
  int3 int4 int8 integer intersect interval into io_after_gtids io_before_gtids is isnull iterate join json_table
  key keys kill lag lambda last_value lateral lead leading leave left library like limit linear lines load localtime
  localtimestamp lock long longblob longtext loop low_priority manual map master_bind
  master_ssl_verify_server_cert match maxvalue mediumblob mediumint mediumtext middleint minute_microsecond
  minute_second mod modifies natural no_write_to_binlog not notnull nth_value ntile null numeric of offset on only
  optimize optimizer_costs option optionally or order out outer outfile over overlaps page_checksum parallel
  partition percent_rank pivot pivot_longer pivot_wider placing positional precision primary procedure purge
  qualify range rank read read_write reads real recursive references regexp release rename repeat replace require
  resignal restrict return returning revoke right rlike row row_number rownum rows schema schemas
  second_microsecond select semi sensitive separator set show signal similar slow smallint some spatial specific
  sql sql_big_result sql_calc_found_rows sql_small_result sqlexception sqlstate sqlwarning ssl starting stored
  straight_join struct summarize symmetric system table tablesample terminated then tinyblob tinyint tinytext to
  trailing trigger true try_cast undo union unique unlock unpack unpivot unsigned update usage use using utc_date
  utc_time utc_timestamp values varbinary varchar varcharacter variadic varying verbose virtual when where while
  window with write xor year_month zerofill`.split(/\s+/),
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

/** A name that links and downloads have. */
export const slug = z
  .string()
  .regex(
    /^[a-z0-9]+(-[a-z0-9]+)*$/,
    "holds other characters than lowercase letters, digits and hyphens",
  );

/** The name of a column in SQL. */
export const columnName = notIn(new Set([...sqlWords, ...own]));

/** The name of a metric, which statements give its sum. */
export const metricName = notIn(sqlWords);
