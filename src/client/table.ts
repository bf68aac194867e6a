import type { Columns } from "../../format/columns.ts";
import { shownRows, tableView } from "../views/table-view.ts";
import { make } from "./element.ts";

/** A table like those that the page came with. */
export function tableElement(columns: Columns, caption: string): HTMLElement {
  const { head, rows } = tableView(columns, shownRows);
  const num = (numeric: boolean) => (numeric ? { class: "num" } : {});
  const headings = head.map(({ text, numeric }) =>
    make("th", { text, ...num(numeric), attributes: { scope: "col" } }),
  );
  const lines = rows.map((cells) =>
    make(
      "tr",
      {},
      ...cells.map(({ text, numeric, heading }) =>
        heading
          ? make("th", { text, attributes: { scope: "row" } })
          : make("td", { text, ...num(numeric) }),
      ),
    ),
  );
  return make(
    "div",
    { class: "table-scroll", attributes: { role: "region", "aria-label": caption, tabindex: "0" } },
    make(
      "table",
      {},
      make("caption", { class: "visually-hidden", text: caption }),
      make("thead", {}, make("tr", {}, ...headings)),
      make("tbody", {}, ...lines),
    ),
  );
}
