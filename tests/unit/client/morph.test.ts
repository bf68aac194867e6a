import fc from "fast-check";
import { JSDOM } from "jsdom";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { morph } from "../../../src/client/morph.ts";

const { window } = new JSDOM("");
const { document } = window;

/** A small drawing. */
interface Tree {
  readonly name: string;
  readonly attributes: readonly (readonly [string, string])[];
  readonly children: readonly (Tree | string)[];
}

const attributes = fc.uniqueArray(
  fc.tuple(
    fc.constantFrom("x", "y", "fill", "class", "data-key", "tabindex"),
    fc.constantFrom("0", "1", "", "var(--bar)"),
  ),
  { selector: ([name]) => name, maxLength: 4 },
);
const { tree } = fc.letrec<{ tree: Tree; child: Tree | string }>((tie) => ({
  child: fc.oneof({ maxDepth: 3 }, fc.constantFrom("Hat", "$1.2k", "", " "), tie("tree")),
  tree: fc.record({
    name: fc.constantFrom("g", "rect", "text", "tspan"),
    attributes,
    children: fc.array(tie("child"), { maxLength: 4 }),
  }),
}));

const namespace = "http://www.w3.org/2000/svg";
function elementOf({ name, attributes: all, children }: Tree, called = name): Element {
  const element = document.createElementNS(namespace, called);
  for (const [attribute, value] of all) element.setAttribute(attribute, value);
  element.append(
    ...children.map((child) => (typeof child === "string" ? child : elementOf(child))),
  );
  return element;
}
const drawing = (of: Tree) => elementOf(of, "svg");
/** In one form: an element's attributes have no order. */
const written = (element: Element): string =>
  `<${element.localName} ${[...element.attributes]
    .map(({ name, value }) => `${name}=${value}`)
    .toSorted()
    .join(
      " ",
    )}>${[...element.childNodes].map((node) => (node.nodeType === 1 ? written(node as Element) : `"${node.textContent ?? ""}"`)).join("")}</>`;

describe("a drawing made what another one is", () => {
  beforeAll(() => {
    vi.stubGlobal("Element", window.Element);
    vi.stubGlobal("Text", window.Text);
  });
  afterAll(() => vi.unstubAllGlobals());

  test("equals it, whatever both were", () => {
    fc.assert(
      fc.property(tree, tree, (from, to) => {
        const current = drawing(from);
        morph(current, drawing(to));
        expect(written(current)).toBe(written(drawing(to)));
      }),
      { numRuns: 2000 },
    );
  });

  test("keeps the elements that have a counterpart, and with them the focus", () => {
    fc.assert(
      fc.property(tree, attributes, (from, changed) => {
        const current = drawing(from);
        const before = [...current.querySelectorAll("*")];
        const repainted = (of: Tree): Tree => ({
          ...of,
          attributes: changed,
          children: of.children.map((child) =>
            typeof child === "string" ? child : repainted(child),
          ),
        });
        morph(current, drawing(repainted(from)));
        const after = [...current.querySelectorAll("*")];
        expect(
          after.length === before.length &&
            after.every((element, index) => element === before[index]),
        ).toBe(true);
      }),
    );
  });

  test("is not touched where nothing differs", async () => {
    const of: Tree = {
      name: "g",
      attributes: [["x", "1"]],
      children: ["Hat", { name: "rect", attributes: [], children: [] }],
    };
    const [current, records] = [drawing(of), [] as unknown[]];
    const observer = new window.MutationObserver((all) => records.push(...all));
    observer.observe(current, {
      attributes: true,
      childList: true,
      subtree: true,
      characterData: true,
    });
    morph(current, drawing(of));
    await Promise.resolve();
    expect(records).toEqual([]);
  });
});
