/** The most groups that a chart of a dimension draws; its table has all. */
export const drawnGroups = 12;

/** The most bins of a histogram. */
export const drawnBins = 40;

/** The most rows of a question that a chart draws; its table has all. */
export const drawnRows = 30;
