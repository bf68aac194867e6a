import fc from "fast-check";

/** Choices that shrink: numbers to the least, lists to fewer, chances to no. */
export interface Choose {
  /** A whole number, both ends included. */
  readonly int: (min: number, max: number) => number;
  /** Whether something happens that does so with a chance from 0 to 1. */
  readonly yes: (chance: number) => boolean;
  readonly of: <T>(items: readonly T[]) => T;
  /** Several different ones, in any order. */
  readonly some: <T>(items: readonly T[], min: number, max: number) => T[];
  /** Something that is there with a chance, as a part of a larger object. */
  readonly maybe: <T extends object>(chance: number, make: () => T) => Partial<T>;
}

/** Choices to be made while a property is tried. */
export const choices: fc.Arbitrary<Choose> = fc.gen().map((generate) => {
  const int = (min: number, max: number) => generate(fc.integer, { min, max });
  const yes = (chance: number) => int(0, 99) >= 100 * (1 - chance);
  const of = <Item>(items: readonly Item[]): Item => {
    if (items.length === 0) throw new Error("There is nothing to choose from.");
    return items[int(0, items.length - 1)] as Item;
  };
  const some = <Item>(items: readonly Item[], min: number, max: number): Item[] => {
    const left = [...items];
    const size = Math.min(items.length, int(min, max));
    return Array.from({ length: size }, () => {
      const [item] = left.splice(int(0, left.length - 1), 1);
      return item as Item;
    });
  };
  const maybe = <Part extends object>(chance: number, part: () => Part): Partial<Part> =>
    yes(chance) ? part() : {};
  return { int, yes, of, some, maybe };
});

/** What is made of choices. */
export const chosen = <T>(make: (choose: Choose) => T): fc.Arbitrary<T> => choices.map(make);
