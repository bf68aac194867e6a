import { seeded } from "../../sample/random.ts";

/** A repeatable stream of normal deviates: Box and Muller. */
export function normals(seed: number): () => number {
  const { next } = seeded(seed);
  return () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
}
