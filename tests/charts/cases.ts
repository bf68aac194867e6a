import { bars, type Bar } from "../../src/charts/bars.ts";
import { columns } from "../../src/charts/columns.ts";
import { dots } from "../../src/charts/dots.ts";
import type { Chart } from "../../src/charts/frame.ts";
import { groupedBars } from "../../src/charts/grouped-bars.ts";
import { heatmap } from "../../src/charts/heatmap.ts";
import { histogram } from "../../src/charts/histogram.ts";
import { shareBar } from "../../src/charts/share-bar.ts";
import { stackedBars } from "../../src/charts/stacked-bars.ts";

const bar = (name: string, value: number, highlight = false): Bar => ({
  name,
  value,
  label: String(value),
  highlight,
});
const long = "A name of a product that is far too long for the margin of any chart";
const five = [
  bar("Hat", 90, true),
  bar("Belt", 72),
  bar("Scarf", 60.5),
  bar("Glove", 31),
  bar("Sock", 4),
];
const thirty = Array.from({ length: 30 }, (_, index) =>
  bar(`Product ${index + 1}`, 300 - 10 * index, index === 0),
);
const grouped = ["Clothing", "Shoes", "Bags"].flatMap((group, at) =>
  [3, 2, 1].map((rank) => ({
    ...bar(`${group} ${rank}`, 20 * rank + at, at === 2 && rank === 3),
    group,
  })),
);
const cents = (value: number) => `$${value.toFixed(2)}`;
const seasons = ["Spring", "Summer", "Fall", "Winter"];
const cells = ["Clothing", "Shoes"].flatMap((row, r) =>
  seasons.map((column, c) => ({ row, column, value: 10 * r + c, label: `$${10 * r + c}k` })),
);
const bins = [0, 3, 9, 12, 4].map((value, index) => ({
  from: index * 10,
  to: (index + 1) * 10,
  value,
  highlight: index === 3,
}));
const parts = ["Adult", "Senior"].flatMap((name, at) =>
  ["Male", "Female"].map((part, of) => ({
    name,
    part,
    value: 40 - 10 * of - 5 * at,
    label: `$${40 - 10 * of - 5 * at}k`,
  })),
);
const whole = (value: number) => String(value);

const letters = (count: number) =>
  "ABCDEF"
    .slice(0, count)
    .split("")
    .map((letter) => `Part ${letter}`);
const stack = (count: number) =>
  ["Adult", "Senior"].flatMap((name, at) =>
    letters(count).map((part, of) => ({
      name,
      part,
      value: 10 + 5 * of + at,
      label: whole(10 + 5 * of + at),
    })),
  );
const many = letters(6).concat(["Part G", "Part H"]);
const broad = ["Clothing", "Shoes"].flatMap((row, r) =>
  many.map((column, c) => ({ row, column, value: 10 * r + c, label: `$${10 * r + c}.5k` })),
);
const east = ["シャツとズボンの長い名前のセット商品", "连衣裙", "👗👠👜 dressing up", "블라우스"];
const large = [0, 3, 9, 12, 4].map((value, index) => ({
  from: index * 2_000_000,
  to: (index + 1) * 2_000_000,
  value: value * 123_456_789,
}));
const thousands = (value: number) => value.toLocaleString("en-US");

/** The charts that are kept as drawings: each kind as it mostly is, and at its edges. */
export const drawingCases: Readonly<Record<string, Chart>> = {
  bars: bars(five),
  "bars-columns": bars(
    five.map((each) => ({ ...each, cells: ["1,737", "$60.03"] })),
    ["Purchases", "Average purchase"],
  ),
  columns: columns(five),
  "columns-negative": columns([bar("Hat", 9, true), bar("Belt", -4), bar("Scarf", 0)]),
  "columns-thirty": columns(thirty),
  "bars-one": bars([bar("Hat", 90, true)]),
  "bars-zero": bars([bar("Hat", 0, true), bar("Belt", 0, true)]),
  "bars-long-names": bars([
    bar(long, 5, true),
    bar(`${long}, again`, 5, true),
    bar("שמלה כחולה ארוכה", 2),
    bar("👩‍👩‍👧‍👦 Family", 1),
  ]),
  "bars-thirty": bars(thirty),
  "bars-negative": bars([bar("Hat", 90, true), bar("Belt", -40), bar("Scarf", 0)]),
  "bars-all-negative": bars([bar("Hat", -10, true), bar("Belt", -40)]),
  "bars-east-asian": bars(east.map((name, index) => bar(name, 40 - 10 * index, index === 0))),
  dots: dots([bar("Express", 60.48, true), bar("Standard", 58.46)], cents),
  "dots-one": dots([bar("Express", 60.48, true)], cents),
  "dots-equal": dots([bar("Express", 60, true), bar("Standard", 60, true)], cents),
  "dots-zero": dots([bar("Express", 0, true), bar("Standard", 0, true)], cents),
  "grouped-bars": groupedBars(grouped),
  "grouped-bars-one": groupedBars(grouped.slice(0, 1)),
  "grouped-bars-zero": groupedBars(grouped.map((row) => ({ ...row, value: 0, label: "0" }))),
  "grouped-bars-long-names": groupedBars(
    grouped.map((row) => ({ ...row, name: long, group: `${row.group} ${long}` })),
  ),
  "grouped-bars-east-asian": groupedBars(
    east.map((name, index) => ({
      ...bar(name, 40 - 10 * index, index === 0),
      group: index < 2 ? "衣類と靴" : "👜 Bags",
    })),
  ),
  heatmap: heatmap(cells, ["Clothing", "Shoes"], seasons),
  "heatmap-one": heatmap(cells.slice(0, 1), ["Clothing"], ["Spring"]),
  "heatmap-equal": heatmap(
    cells.map((cell) => ({ ...cell, value: 7, label: "$7k" })),
    ["Clothing", "Shoes"],
    seasons,
  ),
  "heatmap-gaps": heatmap(
    cells.map((cell, index) => (index % 3 === 0 ? { ...cell, value: null, label: "–" } : cell)),
    ["Clothing", "Shoes"],
    seasons,
  ),
  "heatmap-long-names": heatmap(
    cells.slice(0, 4).map((cell) => ({ ...cell, row: long, column: `${cell.column} ${long}` })),
    [long],
    seasons.map((season) => `${season} ${long}`),
  ),
  "heatmap-eight": heatmap(broad, ["Clothing", "Shoes"], many),
  "heatmap-east-asian": heatmap(
    cells.map((cell, index) => ({
      ...cell,
      row: east[index < 4 ? 0 : 1] ?? "",
      column: east[index % 4] ?? "",
    })),
    east.slice(0, 2),
    east,
  ),
  histogram: histogram(bins, {
    formatX: whole,
    formatY: whole,
    markers: [{ at: 27.5, label: "median 27.5" }],
  }),
  "histogram-one": histogram([{ from: 39.5, to: 40.5, value: 3 }], {
    formatX: whole,
    formatY: whole,
    markers: [{ at: 40, label: "median 40" }],
  }),
  "histogram-plain": histogram(bins, { formatX: whole, formatY: whole, height: 120 }),
  "histogram-large": histogram(large, {
    formatX: thousands,
    formatY: thousands,
    markers: [{ at: 6_500_000, label: "median 6,500,000" }],
  }),
  "histogram-edges": histogram(bins, {
    formatX: whole,
    formatY: whole,
    markers: [
      { at: 0.2, label: "least 0.2" },
      { at: 49.9, label: "greatest 49.9" },
    ],
  }),
  "share-bar": shareBar([
    { name: "Subscribers", share: 0.27, label: "27%", highlight: true },
    { name: "Not subscribed", share: 0.73, label: "73%" },
  ]),
  "share-bar-all": shareBar([{ name: "Subscribers", share: 1, label: "100%", highlight: true }]),
  "share-bar-narrow": shareBar([
    { name: "Subscribers", share: 0.01, label: "1%", highlight: true },
    { name: "Not subscribed", share: 0.99, label: "99%" },
  ]),
  "stacked-bars": stackedBars(parts, ["Male", "Female"], whole),
  "stacked-bars-one": stackedBars(parts.slice(0, 1), ["Male"], whole),
  "stacked-bars-zero": stackedBars(
    parts.map((part) => ({ ...part, value: 0, label: "$0" })),
    ["Male", "Female"],
    whole,
  ),
  "stacked-bars-first-lacks": stackedBars(parts.slice(1), ["Male", "Female"], whole),
  "stacked-bars-three": stackedBars(stack(3), letters(3), whole),
  "stacked-bars-four": stackedBars(stack(4), letters(4), whole),
  "stacked-bars-six": stackedBars(stack(6), letters(6), whole),
  "stacked-bars-key-lines": stackedBars(
    stack(4).map((part) => ({ ...part, part: `${part.part} of a long name` })),
    letters(4).map((part) => `${part} of a long name`),
    whole,
  ),
  "stacked-bars-east-asian": stackedBars(
    east.flatMap((name) =>
      ["男性", "女性"].map((part, of) => ({
        name,
        part,
        value: 40 - 10 * of,
        label: `${40 - 10 * of}万円`,
      })),
    ),
    ["男性", "女性"],
    whole,
  ),
};
