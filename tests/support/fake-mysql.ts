import { constants, generateKeyPairSync, privateDecrypt } from "node:crypto";
import { once } from "node:events";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { onTestFinished } from "vitest";

/** A server that speaks MySQL's handshake and asks for the password in a way of its choice. */
export interface FakeMysql {
  readonly port: number;
  /** Its RSA public key, as PEM. */
  readonly publicKey: string;
  /** What it found out: the passwords that reached it readable. */
  readonly stolen: string[];
  /** All that clients sent. */
  readonly received: () => Buffer;
  /** How many clients got as far as their answer to the greeting. */
  readonly answers: () => number;
}

const scramble = Buffer.from("abcdefghijklmnopqrst", "latin1");
const text = (value: string) => Buffer.from(`${value}\0`, "latin1");
// LONG_PASSWORD, CONNECT_WITH_DB, PROTOCOL_41, SECURE_CONNECTION, PLUGIN_AUTH: no TLS.
const capabilities = 0x1 | 0x8 | 0x200 | 0x8000 | 0x80000;

const greeting = (plugin: string) =>
  Buffer.concat([
    Buffer.from([10]),
    text("8.4.0"),
    Buffer.from([1, 0, 0, 0]),
    scramble.subarray(0, 8),
    Buffer.from([0, capabilities & 0xff, (capabilities >> 8) & 0xff, 45, 2, 0]),
    Buffer.from([(capabilities >> 16) & 0xff, 0, 21, ...Array<number>(10).fill(0)]),
    scramble.subarray(8),
    Buffer.from([0]),
    text(plugin),
  ]);

/**
 * Starts one until the test ends.
 * @param plugin the way it asks for the password, after whatever the client began with
 * @param password the one to look for
 */
export async function fakeMysql(plugin: string, password: string): Promise<FakeMysql> {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  const stolen: string[] = [];
  const all: Buffer[] = [];
  let answers = 0;
  const look = (packet: Buffer) => {
    if (packet.includes(password)) stolen.push(password);
    if (packet.length !== 256) return;
    const { RSA_PKCS1_OAEP_PADDING: padding } = constants;
    let clear: Buffer;
    try {
      clear = privateDecrypt({ key: privateKey, padding, oaepHash: "sha1" }, packet);
    } catch {
      return; // It was encrypted with another server's key.
    }
    const found = clear.map((byte, index) => byte ^ (scramble[index % scramble.length] ?? 0));
    stolen.push(Buffer.from(found).toString().replace(/\0$/, ""));
  };
  const converse = (socket: Socket) => {
    let sequence = 0;
    let buffered = Buffer.alloc(0);
    let step = 0;
    const send = (body: Buffer) => {
      socket.write(
        Buffer.concat([Buffer.from([body.length, body.length >> 8, 0, sequence++]), body]),
      );
    };
    const refuse = () => {
      send(Buffer.from("\xff\x15\x04#28000Access denied", "latin1"));
      socket.end();
    };
    const answer = (packet: Buffer) => {
      look(packet);
      if (step++ === 0) {
        answers++;
        send(Buffer.concat([Buffer.from([254]), text(plugin), scramble, Buffer.from([0])]));
      } else if (packet.length === 1 && packet[0] === (plugin === "sha256_password" ? 1 : 2))
        send(Buffer.concat([Buffer.from([1]), Buffer.from(publicKey)]));
      else if (plugin === "caching_sha2_password" && packet.length === 32)
        send(Buffer.from([1, 4]));
      else refuse();
    };
    socket.on("error", () => undefined);
    socket.on("data", (chunk) => {
      all.push(chunk);
      buffered = Buffer.concat([buffered, chunk]);
      while (buffered.length >= 4 && buffered.length >= 4 + buffered.readUIntLE(0, 3)) {
        const length = buffered.readUIntLE(0, 3);
        sequence = (buffered[3] ?? 0) + 1;
        const packet = buffered.subarray(4, 4 + length);
        buffered = buffered.subarray(4 + length);
        answer(packet);
      }
    });
    send(greeting("mysql_native_password"));
  };
  const server = createServer(converse);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return { port, publicKey, stolen, received: () => Buffer.concat(all), answers: () => answers };
}
