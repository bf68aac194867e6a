import type { FigureSpec } from "../../../format/report.ts";
import { leader } from "./leader.ts";
import { range } from "./range.ts";
import { share } from "./share.ts";
import type { Title, Titled } from "./title.ts";
import { top } from "./top.ts";
import { wins } from "./wins.ts";

/** The templates of titles; a new one is one file here and one line. */
const templates: Readonly<Record<FigureSpec["title"], Title>> = { leader, range, share, wins, top };

/** A figure's title, by its template. */
export const figureTitle = (titled: Titled): string => templates[titled.data.spec.title](titled);
