import { isShown } from "./cells.ts";

/**
 * What a notice says of how many values or lines, without a number of them that is too small to be
 * told.
 */
export function shownNotice(notice: string, least: number): string {
  const small = (digits: string) => !isShown(Number(digits.replaceAll(",", "")), least);
  return notice
    .replace(/\b([\d,]+) of [\d,]+ lines?\b/g, (said, digits: string) =>
      small(digits) ? `fewer than ${least} lines` : said,
    )
    .replace(/\b([\d,]+) (values?)\b/g, (said, digits: string) =>
      small(digits) ? `fewer than ${least} values` : said,
    );
}
