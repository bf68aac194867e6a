import { authPlugins, type AuthPlugin } from "mysql2";
import { readNamed, type Address } from "./address.ts";

const notSent =
  "The password was not sent: the connection is not encrypted, and any server could offer a key of its own.";

/**
 * The driver's ways to prove a password, without those that would show it to a stranger. A server
 * chooses the way, so one that only pretends to be the right one could ask for the password itself:
 * it gets that over TLS, over a socket, or encrypted with a key that the user gave.
 * @param isEncrypted whether the connection uses TLS
 */
export function passwordPlugins(
  { socketPath, serverPublicKey }: Address,
  isEncrypted: boolean,
): Record<string, AuthPlugin> {
  const isPrivate = isEncrypted || socketPath !== undefined;
  const key =
    serverPublicKey === undefined
      ? {}
      : { serverPublicKey: readNamed("public key", serverPublicKey) };
  // Called when the server sends a key because none was given.
  const onServerPublicKey = () => {
    if (!isPrivate) throw new Error(notSent);
  };
  return {
    caching_sha2_password: rejecting(
      authPlugins.caching_sha2_password({ overrideIsSecure: isPrivate, onServerPublicKey, ...key }),
    ),
    sha256_password: rejecting(authPlugins.sha256_password({ onServerPublicKey, ...key })),
    mysql_clear_password: rejecting(() => () => {
      throw new Error("The server asks for the password as plain text, which is never sent.");
    }),
  };
}

/** A plugin whose failures reach the connection; the driver lets those that are thrown escape. */
function rejecting(plugin: AuthPlugin): AuthPlugin {
  return (about) => {
    const answer = plugin(about);
    return (data) =>
      new Promise<Buffer>((resolve) => {
        resolve(answer(data) as Promise<Buffer>);
      });
  };
}
