import { stackedBars } from "../../charts/stacked-bars.ts";
import { measures } from "../../model/measures.ts";
import { crossTable, sliceTable } from "../../model/tables.ts";
import { agePurchasesTitle, ageGenderTitle, ageRevenueTitle } from "../../sentences/dashboard.ts";
import { short, usdCompact } from "../../text/numbers.ts";
import { barsOf, purchases } from "./bars.ts";
import { clickable, crossName, type DrawnFigure, type FigureData } from "./marks.ts";

const { revenue, averagePurchase } = measures;

/** Revenue and purchases by age group. */
export function ageFigures({ data: { ageGroups }, marked }: FigureData): DrawnFigure[] {
  const age = marked(ageGroups, ["age_group"]);
  return [
    {
      id: "revenue-by-age-group",
      title: ageRevenueTitle(ageGroups),
      subtitle: "Revenue by age group",
      ...barsOf(age, revenue),
      table: sliceTable(ageGroups, "Age group", [revenue, purchases, averagePurchase]),
    },
    {
      id: "purchases-by-age-group",
      title: agePurchasesTitle(ageGroups),
      subtitle: "Purchases by age group",
      ...barsOf(age, purchases),
      table: sliceTable(ageGroups, "Age group", [purchases]),
    },
  ];
}

/** Revenue by age group, split by gender. */
export function ageGenderFigure({ data, marked }: FigureData): DrawnFigure {
  const { ageGroups, ageGenders, genders } = data;
  const ageGender = marked(ageGenders, ["age_group", "gender"], crossName);
  return {
    id: "revenue-by-age-and-gender",
    title: ageGenderTitle({
      ...data,
      ageGroups: ageGroups.filter(({ name }) => ageGenders.some((slice) => slice.name === name)),
    }),
    subtitle: "Revenue by age group and gender",
    ...clickable(ageGender),
    reading: revenue,
    chart: stackedBars(
      ageGender.slices.map(({ slice: { name, other, sums }, key, faded }) => {
        const value = revenue.of(sums);
        return { name, part: other, value, label: short(value, "usd"), key, faded };
      }),
      genders,
      usdCompact,
    ),
    table: crossTable(ageGenders, ["Age group", "Gender"], [revenue, purchases]),
  };
}
