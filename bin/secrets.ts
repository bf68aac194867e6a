import { withoutPasswords } from "../etl/options.ts";

/** What may hold a database password. */
const secret = ["MYSQL_PWD", "DATABASE_URL"] as const;

/**
 * Returns the environment as this process got it. A password is then taken out of sight of others:
 * out of the environment that the process's
 * children inherit and libraries look through, and out of the title that the machine's other users
 * see in a list of processes.
 */
function takeEnvironment(): Readonly<Record<string, string | undefined>> {
  const environment = { ...process.env };
  for (const name of secret) Reflect.deleteProperty(process.env, name);
  const shown = process.argv.map(withoutPasswords);
  if (shown.some((word, index) => word !== process.argv[index])) process.title = shown.join(" ");
  return environment;
}

/** The environment as the command got it, taken before the rest of the program is loaded. */
export const environment = takeEnvironment();
