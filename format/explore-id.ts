/** The figure of the page that explores; no figure of the dashboard has its id. */
export const exploreId = "explore";
