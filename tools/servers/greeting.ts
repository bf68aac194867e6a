import { connect } from "node:net";

/** Where a server listens. */
export type Address = { readonly host: string; readonly port: number } | { readonly path: string };

/**
 * Connects and reads the first packet that a MySQL-wire server sends, before any login.
 * @returns the server's version as it calls itself ("9.7.4", "10.11.18-MariaDB-0+deb12u1")
 */
export async function readGreeting(address: Address, milliseconds = 5_000): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(address);
    let received = Buffer.alloc(0);
    const settle = (settled: () => void) => {
      socket.destroy();
      settled();
    };
    socket.setTimeout(milliseconds, () =>
      settle(() => reject(new Error(`It did not greet within ${milliseconds / 1000} s`))),
    );
    socket.on("error", (error) => settle(() => reject(error)));
    socket.on("close", () => reject(new Error("It closed the connection without a greeting")));
    socket.on("data", (chunk) => {
      received = Buffer.concat([received, chunk]);
      if (received.length < 4 || received.length < 4 + received.readUIntLE(0, 3)) return;
      const packet = received.subarray(4, 4 + received.readUIntLE(0, 3));
      const version = packet.subarray(1, packet.indexOf(0, 1)).toString("latin1");
      // MariaDB 10 says 5.5.5- first, for the sake of old replicas.
      settle(
        packet[0] === 10
          ? () => resolve(version.replace(/^5\.5\.5-/, ""))
          : () => reject(new Error(`It refused: ${packet.subarray(3).toString("latin1")}`)),
      );
    });
  });
}

/** The major and minor number at the start of a version. */
export function versionNumbers(version: string): readonly [number, number] {
  const [, major, minor] = /(\d+)\.(\d+)/.exec(version) ?? [];
  return [Number(major ?? 0), Number(minor ?? 0)];
}
