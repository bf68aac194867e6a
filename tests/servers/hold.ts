import { dirname } from "node:path";
import { privateServer } from "../../tools/servers/choose.ts";

/**
 * Starts a server, says which, and then ends as its second argument says without a word to the
 * server: for servers.test.ts.
 */
const [kind, end] = process.argv.slice(2);
const server = await privateServer(kind === "mysql" ? "mysql" : "mariadb");
process.stdout.write(`${JSON.stringify({ pid: server.pid, folder: dirname(server.socket) })}\n`);
if (end === "throw") throw new Error("Nobody catches this.");
if (end === "wait") setInterval(() => undefined, 1 << 30);
