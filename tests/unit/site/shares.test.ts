import fc from "fast-check";
import { expect, test } from "vitest";
import { calendarOrder } from "../../../src/text/calendar.ts";
import { inOrder } from "../../../src/model/cube.ts";
import { partPercents } from "../../../src/text/shares.ts";

test("parts of a whole add up to 100 as they are written", () => {
  expect(partPercents([1, 1, 1])).toEqual(["34%", "33%", "33%"]);
  expect(partPercents([125, 875])).toEqual(["13%", "87%"]);
  expect(partPercents([1, 1, 1], 1)).toEqual(["33.4%", "33.3%", "33.3%"]);
  expect(partPercents([1053, 2847])).toEqual(["27%", "73%"]);
  expect(partPercents([3, 997])).toEqual(["<1%", ">99%"]);
  expect(partPercents([0, 5])).toEqual(["0%", "100%"]);
  expect(partPercents([0, 0])).toEqual(["0%", "0%"]);
  expect(partPercents([])).toEqual([]);
  fc.assert(
    fc.property(
      fc.array(fc.nat(1e9), { minLength: 1, maxLength: 12 }),
      fc.constantFrom(0 as const, 1 as const),
      (values, decimals) => {
        const whole = values.reduce((sum, value) => sum + value, 0);
        if (whole === 0) return;
        const step = 10 ** -decimals;
        const written = partPercents(values, decimals);
        written.forEach((text, index) => {
          const exact = (100 * (values[index] ?? 0)) / whole;
          if (text.startsWith("<")) expect([exact > 0, exact < step]).toEqual([true, true]);
          else if (text.startsWith(">"))
            expect([exact > 100 - step, exact < 100]).toEqual([true, true]);
          else expect(Math.abs(Number(text.replace("%", "")) - exact)).toBeLessThan(step + 1e-6);
          expect(text === `${(0).toFixed(decimals)}%`).toBe(exact === 0);
        });
        if (written.some((text) => /[<>]/.test(text))) return;
        const units = written.map((text) => Math.round(Number(text.replace("%", "")) / step));
        expect(units.reduce((sum, unit) => sum + unit, 0)).toBe(100 / step);
      },
    ),
  );
});

test("months and weekdays follow the calendar, in full or abbreviated, where all values are such names", () => {
  expect(calendarOrder(["April", "August", "December", "January"])).toEqual([
    "January",
    "April",
    "August",
    "December",
  ]);
  expect(calendarOrder(["Sept.", "Feb", "MAY", "oct"])).toEqual(["Feb", "MAY", "Sept.", "oct"]);
  expect(calendarOrder(["Wed", "Thurs", "Sun", "Mon", "Fri", "Tues", "Sat"])).toEqual([
    "Mon",
    "Tues",
    "Wed",
    "Thurs",
    "Fri",
    "Sat",
    "Sun",
  ]);
  expect(calendarOrder(["Sunday", "Monday"])).toEqual(["Monday", "Sunday"]);
  for (const others of [["April", "Hat"], ["Mon", "Jan"], ["Ma", "Ju"], [""], []])
    expect(calendarOrder(others)).toBeUndefined();
  const same = (value: string) => value;
  expect(inOrder(["Aug", "Dec", "Jan"], same)).toEqual(["Jan", "Aug", "Dec"]);
  expect(inOrder(["Mon", "Hat", "Fri"], same)).toEqual(["Fri", "Hat", "Mon"]);
  expect(inOrder(["Aug", "Dec", "Jan"], same, ["Dec", "Aug"])).toEqual(["Dec", "Aug", "Jan"]);
});
