import type { Socket } from "node:net";
import type { Connection } from "mysql2/promise";

/**
 * What kind of server answers; `other` speaks the protocol and is neither (TiDB, StarRocks, Vitess
 * and the like).
 */
export type Flavour = "MySQL" | "MariaDB" | "other";

/** A server that answers, and what it is. */
export interface Server {
  readonly connection: Connection;
  /** What the connection goes through: to be destroyed where the driver would wait. */
  readonly socket: Socket;
  readonly flavour: Flavour;
  /** Its name as readers know it. */
  readonly name: string;
  readonly version: string;
}
