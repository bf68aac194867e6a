/**
 * Widths that charts are drawn at, and from which width of the container on each fits: text then
 * stays readable without scaling. The
 * style sheet has the same for the drawings that a page comes with (figures.css).
 */
const steps = {
  card: [
    [0, 310],
    [500, 540],
  ],
  page: [
    [0, 310],
    [628, 680],
  ],
  full: [
    [0, 310],
    [628, 680],
    [1016, 1100],
  ],
} as const;

export type FigureSize = keyof typeof steps;

/** The widths that a figure of a size is drawn at, the smallest first. */
export const widthsOf = (size: FigureSize): readonly number[] =>
  steps[size].map(([, width]) => width);

/** The width that fits best into a container. */
export const fittingWidth = (size: FigureSize, available: number): number =>
  steps[size].findLast(([from]) => available >= from)?.[1] ?? steps[size][0][1];
