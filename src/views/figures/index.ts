import type { Dashboard } from "../../model/dashboard.ts";
import type { DashboardFigure } from "../../model/figure.ts";
import {
  emptySelection,
  isEmptySelection,
  without,
  type Selection,
} from "../../model/selection.ts";
import { describeSelection } from "../../sentences/selection.ts";
import { ofWhatIsShown } from "../../sentences/suppressed.ts";
import { ageFigures, ageGenderFigure } from "./age.ts";
import { categoryFigures, discountFigure } from "./category.ts";
import { figureData } from "./marks.ts";
import { productsFigure } from "./products.ts";
import { seasonFigure } from "./season.ts";
import { subscriptionFigure } from "./subscription.ts";

/** The dashboard's figures in reading order; each highlights what is selected of its own values. */
export function dashboardFigures(
  data: Dashboard,
  chosen: Selection = emptySelection,
): DashboardFigure[] {
  const from = figureData(data, chosen);
  const figures = [
    ...categoryFigures(from),
    ...ageFigures(from),
    ageGenderFigure(from),
    seasonFigure(from),
    subscriptionFigure(from),
    discountFigure(from),
    productsFigure(from),
  ];
  return figures.map(({ unknown = 0, ...figure }) => {
    const left = (data.suppressed?.[figure.dimensions.join(" ")] ?? 0) + unknown;
    return {
      ...figure,
      ...(left === 0 ? {} : { left, title: ofWhatIsShown(figure.title, true) }),
      everyMark: figure.everyMark ?? figure.marks,
      subtitle: `${figure.subtitle}${restriction(figure, chosen)}`,
    };
  });
}

/** What else is selected than the dimensions whose values the figure shows in full. */
function restriction(
  { dimensions }: Pick<DashboardFigure, "dimensions">,
  chosen: Selection,
): string {
  const others = without(chosen, dimensions);
  return isEmptySelection(others) ? "" : ` · ${describeSelection(others)}`;
}
