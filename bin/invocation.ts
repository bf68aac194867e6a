/** Whether this is the package, which is compiled, and not a checkout. */
const isPackage = import.meta.filename.endsWith(".js");

/**
 * How a command is called: "npm run build -- --report DIR" in a checkout, "npx customer-trends build
 * --report DIR" where the package is installed.
 */
export const invocation = (command: string, args = ""): string =>
  isPackage
    ? `npx customer-trends ${command}${args && ` ${args}`}`
    : `npm run ${command}${args && ` -- ${args}`}`;
