import { exploreId } from "../../format/explore-id.ts";
import type { DashboardFigure } from "../model/figure.ts";
import { tableView } from "../views/table-view.ts";
import { csvOf, harmless } from "../text/csv.ts";
import { fileName } from "../text/file-name.ts";
import { copied } from "./clipboard.ts";
import { make } from "./element.ts";
import type { LiveFigure } from "./figure.ts";
import { download, pictureOf, pngOf } from "./picture.ts";
import type { Report } from "./report.ts";

/** A text as one cell of a table that is pasted into a spreadsheet. */
const cellOf = (text: string) => harmless(text.replaceAll(/[\t\r\n]+/g, " ")).replace(/^"/, `'"`);

/** A figure as text: title, subtitle, table (tab-separated), source, and link. */
function textOf({ shown }: LiveFigure, source: string, link: string): string {
  if (!shown) return "";
  const { head, rows } = tableView(shown.table);
  const lines = [head, ...rows].map((cells, index) =>
    cells.map(({ text, numeric }) => (numeric && index > 0 ? text : cellOf(text))).join("\t"),
  );
  return [
    cellOf(shown.title),
    cellOf(shown.subtitle),
    "",
    ...lines,
    "",
    cellOf(source),
    link,
    "",
  ].join("\n");
}

const here = (figure: LiveFigure) =>
  new URL(`${location.pathname}${location.search}#${figure.id}`, location.href).href;

function snippetOf({ id, shown }: LiveFigure, { embed }: Report): string {
  const address = new URL(`${embed}${id}/${location.search}`, location.href).href;
  const quoted = (text: string) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  return (
    `<iframe src="${quoted(address)}" title="${quoted(shown?.title ?? id)}" width="100%" ` +
    `height="420" loading="lazy" style="border:0"></iframe>`
  );
}

/**
 * Adds a figure’s menu: copy, download, and embed what it shows now.
 * @param search returns the query of a link to the page with the current filters
 */
export function addMenu(figure: LiveFigure, report: Report, search: () => string): void {
  const said = make("p", { class: "said", attributes: { role: "status" } });
  const snippet = make("textarea", {
    attributes: {
      readonly: true,
      rows: "3",
      "aria-label": "HTML to embed this chart",
      hidden: true,
    },
  });
  const copy = async (text: string, what: string) => {
    said.textContent = (await copied(text)) ? `${what} copied.` : "Your browser blocked copying.";
  };
  const nameOf = (extension: string) => fileName(figure.id, search(), extension);
  const entry = (text: string, click: () => void) =>
    make("li", {}, make("button", { text, click, attributes: { type: "button" } }));
  /** An entry for what the figure shows, once it shows something. */
  const entryOf = (text: string, click: (shown: DashboardFigure) => void) =>
    entry(text, () => figure.shown && click(figure.shown));
  const table = figure.element.querySelector<HTMLDetailsElement>("details.table-of");
  const menu = make(
    "details",
    { class: "menu" },
    make(
      "summary",
      {},
      "More",
      make("span", {
        class: "visually-hidden",
        text: `: ${figure.id === exploreId ? "the chart" : (figure.shown?.subtitle.toLowerCase() ?? "")}`,
      }),
    ),
    make(
      "ul",
      {},
      entry("Show table", () => {
        menu.open = false;
        if (!table) return;
        table.open = true;
        table.querySelector("summary")?.focus();
      }),
      entry("Copy as text", () => void copy(textOf(figure, report.source, here(figure)), "Text")),
      entry("Copy link to this chart", () => void copy(here(figure), "Link")),
      entryOf("Download CSV", (shown) =>
        download(csvOf(shown.table), "text/csv;charset=utf-8", nameOf("csv")),
      ),
      entryOf("Download SVG", (shown) =>
        download(pictureOf(shown, report.source), "image/svg+xml", nameOf("svg")),
      ),
      entryOf("Download PNG", (shown) => {
        pngOf(pictureOf(shown, report.source)).then(
          (png) => download(png, "image/png", nameOf("png")),
          () =>
            (said.textContent = "Your browser could not create the PNG; download the SVG instead."),
        );
      }),
      entry("Embed", () => {
        snippet.hidden = false;
        snippet.value = snippetOf(figure, report);
        snippet.select();
        void copy(snippet.value, "HTML");
      }),
    ),
    snippet,
    said,
  );
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary")?.focus();
  });
  menu.addEventListener("toggle", () => {
    said.textContent = "";
    snippet.hidden = true;
  });
  table?.after(menu);
}
