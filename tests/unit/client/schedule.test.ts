import { JSDOM } from "jsdom";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { afterPaint, inTurn } from "../../../src/client/schedule.ts";

const { document } = new JSDOM("").window;

describe("drawings in turn", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setTimeout"] });
    vi.stubGlobal("document", { hidden: false });
    vi.stubGlobal("requestAnimationFrame", (then: () => void) => setTimeout(then, 16));
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  const setUp = () => {
    const [region, drawn] = [document.createElement("section"), [] as string[]];
    const draw = inTurn(region);
    return {
      drawn,
      draw: (...names: readonly string[]) =>
        draw(
          names.map((name) => ({
            near: name === name.toUpperCase(),
            show: () => drawn.push(name),
          })),
        ),
      busy: () => region.getAttribute("aria-busy"),
    };
  };

  test("that are seen are drawn at once, the others after the frame, one a task, and the region is busy for as long", () => {
    const { draw, drawn, busy } = setUp();
    void draw("A", "b", "C", "d");
    expect([drawn, busy()]).toEqual([["A", "C"], "true"]);
    vi.advanceTimersToNextTimer();
    expect(drawn, "the frame itself is free").toEqual(["A", "C"]);
    vi.advanceTimersToNextTimer();
    expect([drawn.slice(2), busy()]).toEqual([["b"], "true"]);
    vi.advanceTimersToNextTimer();
    expect([drawn.slice(2), busy()]).toEqual([["b", "d"], "true"]);
    vi.advanceTimersToNextTimer();
    expect(busy()).toBeNull();
    expect(vi.getTimerCount()).toBe(0);
  });

  test("that are drawn anew meanwhile are not finished as they were", () => {
    const { draw, drawn, busy } = setUp();
    void draw("A", "b", "c");
    vi.advanceTimersToNextTimer();
    vi.advanceTimersToNextTimer();
    void draw("X", "y");
    expect(busy()).toBe("true");
    vi.runAllTimers();
    expect([drawn, busy()]).toEqual([["A", "b", "X", "y"], null]);
  });

  test("of a page that has no region are drawn all the same", () => {
    const drawn: number[] = [];
    void inTurn(null)([
      { near: false, show: () => drawn.push(1) },
      { near: true, show: () => drawn.push(2) },
    ]);
    vi.runAllTimers();
    expect(drawn).toEqual([2, 1]);
  });

  test("in a page that nobody sees do not wait to be painted", () => {
    vi.stubGlobal("document", { hidden: true });
    vi.stubGlobal("requestAnimationFrame", () => undefined);
    const { draw, drawn, busy } = setUp();
    void draw("A", "b");
    afterPaint(() => drawn.push("after"));
    vi.runAllTimers();
    expect([drawn, busy()]).toEqual([["A", "b", "after"], null]);
  });
});
