import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import Papa from "papaparse";
import { payloads, textColumns } from "../support/payloads.ts";
import { published } from "./support/cubes.ts";
import { figureIds, openDashboard, settled } from "./support/dashboard.ts";
import { expect, test } from "./support/fixture.ts";
import { elsewhere } from "./support/elsewhere.ts";
import { embedsOf, filesOf, pagesOf, siteNamed, urlOf } from "./support/sites.ts";
import { shownTable } from "./support/tables.ts";
import { parseHtml, parseXml } from "./support/xml.ts";

const site = siteNamed("payloads");
const own = siteNamed("sample");
const everyPage = [...pagesOf(site), ...embedsOf(site)];
const formula = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;
const isNumber = (text: string) => /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text);
const sourceOf = (dist: string, path: string) =>
  readFileSync(join(dist, path.endsWith("/") ? `${path}index.html` : path), "utf8");
/** An entry of a chart's menu, which is opened for it. */
async function entry(page: Page, figure: string, name: string): Promise<Locator> {
  const menu = page.locator(`#${figure} .menu`);
  if (!(await menu.evaluate((details) => details.hasAttribute("open"))))
    await menu.locator("summary").click();
  return menu.getByRole("button", { name, exact: true });
}
/** Whether a payload has run in the page or in any frame of it. */
const hacked = async (page: Page) =>
  (
    await Promise.all(page.frames().map((frame) => frame.evaluate(() => "hacked" in window)))
  ).includes(true);

test("every column that the report publishes has every payload, and each is there as it was written", () => {
  const found = Object.fromEntries(textColumns.map((column) => [column, new Set<unknown>()]));
  for (const file of filesOf(join(site.dist, "data")).filter((name) => name.endsWith(".arrow")))
    for (const row of published(site.dist, file.replace(/\.arrow$/, "")))
      for (const column of textColumns) found[column]?.add(row[column]);
  for (const column of ["gender", "category", "item_purchased", "season", "shipping_type", "size"])
    expect(
      payloads.filter((payload) => !found[column]?.has(payload)),
      column,
    ).toEqual([]);
});

test("no page or embed runs, loads or lets in anything, neither under its policy nor without one", async ({
  page,
}) => {
  for (const path of everyPage) {
    await page.goto(urlOf(site, path));
    expect(await hacked(page), path).toBe(false);
  }
  // Without the policy, and so only by how texts are written.
  await page.route(`${site.origin}/**/*`, async (route) => {
    if (route.request().resourceType() !== "document") return route.continue();
    const response = await route.fetch();
    const body = await response.text();
    const without = body.replace(/<meta http-equiv="content-security-policy"[^>]*>/, "");
    expect(without.length, "there was a policy").toBeLessThan(body.length);
    return route.fulfill({ response, body: without });
  });
  for (const path of everyPage) {
    await page.goto(urlOf(site, path));
    await page.evaluate(() => {
      for (const element of document.querySelectorAll<HTMLElement>("main *"))
        for (const kind of ["focus", "mouseover", "load", "error"])
          element.dispatchEvent(new Event(kind));
    });
    expect(await hacked(page), path).toBe(false);
  }
});

test("no payload becomes an element, an attribute or an address", () => {
  const known = new Set(
    pagesOf(own)
      .concat(embedsOf(own))
      .flatMap((path) =>
        [...parseHtml(sourceOf(own.dist, path)).querySelectorAll("*")].map(
          ({ localName }) => localName,
        ),
      ),
  );
  for (const path of everyPage) {
    const document = parseHtml(sourceOf(site.dist, path));
    const elements = [...document.querySelectorAll("*")];
    expect(
      elements.filter(({ localName }) => !known.has(localName)).map(({ localName }) => localName),
      `${path}: elements of no page of the sample`,
    ).toEqual([]);
    const attributes = elements.flatMap((element) =>
      [...element.attributes].map(({ name, value }) => ({ name, value })),
    );
    expect(
      attributes.filter(({ name }) => /^on|^style$|^srcdoc$/.test(name)),
      path,
    ).toEqual([]);
    const addresses = attributes.filter(({ name }) =>
      /^(href|src|action|formaction|poster|xlink:href|data)$/.test(name),
    );
    expect(
      addresses.filter(
        ({ value }) =>
          !/^([/#]|data:,$)/.test(value) || value.includes("..") || value.startsWith("//"),
      ),
      path,
    ).toEqual([]);
    expect(
      attributes.filter(
        ({ name, value }) => name === "http-equiv" && value !== "content-security-policy",
      ),
      path,
    ).toEqual([]);
    expect(
      [...document.querySelectorAll("script[type$=json]")].map(({ textContent }) =>
        Object.keys(JSON.parse(textContent) as object),
      ),
      path,
    ).toEqual(
      document.querySelector("#report") ? [["cube", "model", "locale", "source", "embed"]] : [],
    );
  }
  const folders = (dist: string) =>
    new Set(filesOf(dist).map((file) => file.split("/").slice(0, -1).join("/")));
  expect(
    [...folders(site.dist)].filter((folder) => !folders(own.dist).has(folder)),
    "no file is written elsewhere",
  ).toEqual(["questions/hostile"]);
});

test("the dashboard is used with every payload: links, filters, marks, tooltips, comparison, menus", async ({
  page,
}) => {
  for (const dimension of ["category", "gender", "shipping_type"]) {
    const search = new URLSearchParams(
      payloads.slice(0, 12).map((payload) => [dimension, payload]),
    );
    for (const payload of payloads.slice(12)) search.append(`vs-${dimension}`, payload);
    await openDashboard(page, `?${search.toString()}`, site);
    expect(await hacked(page), dimension).toBe(false);
  }
  await openDashboard(page, "", site);
  for (const name of ["category", "gender", "shipping_type"]) {
    const boxes = page.locator(`form input[name="${name}"]`);
    for (const box of [boxes.first(), boxes.nth(3)])
      if ((await box.count()) > 0) await box.evaluate((input: HTMLInputElement) => input.click());
    await settled(page);
  }
  for (const id of figureIds) {
    await openDashboard(page, "", site);
    const figure = page.locator(`figure#${id}`);
    const marks = await figure.locator(".hits > *").all();
    for (const mark of marks.filter((_, index) => [0, 3, 9].includes(index))) {
      await mark.dispatchEvent("pointerover");
      await mark.focus();
    }
    if (marks.length === 0) continue;
    await marks[0]?.press("Enter");
    await settled(page);
    for (const name of ["Show table", "Embed", "Copy as text", "Copy link to this chart"])
      await (await entry(page, id, name)).click();
  }
  await page.getByRole("button", { name: "Compare", exact: true }).click();
  await settled(page);
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  expect(await hacked(page)).toBe(false);
  expect(
    await page
      .locator("main, .tooltip")
      .evaluateAll((all) =>
        all.flatMap((root) =>
          [
            ...root.querySelectorAll(
              "img, iframe, script:not(#report, [src^='/_astro/']), link, base, meta, " +
                "[onload], [onerror], [onfocus], a[href^='javascript:']",
            ),
          ].map(({ outerHTML }) => outerHTML),
        ),
      ),
  ).toEqual([]);
});

test("what is taken away of a chart is inert elsewhere: CSV and text in a spreadsheet, pictures and frame in a page without a policy", async ({
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const foreign = await elsewhere();
  for (const figure of [
    "revenue-by-category",
    "revenue-by-age-and-gender",
    "season-by-category",
    "top-products",
  ]) {
    const search = new URLSearchParams([
      ["gender", payloads[0]],
      ["gender", payloads[12]],
      ["vs-gender", payloads[1]],
    ]);
    await openDashboard(page, `?${search.toString()}`, site);
    const taken = async (name: string) => {
      const button = await entry(page, figure, name);
      const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
      return readFileSync(await download.path());
    };
    const csv = Papa.parse<string[]>(
      (await taken("Download CSV"))
        .toString("utf8")
        .replace(/^\ufeff/, "")
        .trimEnd(),
      { delimiter: "," },
    );
    expect(csv.errors).toEqual([]);
    expect(
      csv.data.flat().filter((cell) => formula.test(cell) && !isNumber(cell)),
      figure,
    ).toEqual([]);

    await (await entry(page, figure, "Show table")).click();
    await (await entry(page, figure, "Copy as text")).click();
    await expect(page.locator(`#${figure} .said`)).toHaveText("Text copied.");
    const text = await page.evaluate(() => navigator.clipboard.readText());
    const pasted = text.split(/\r?\n/).map((line) => line.split("\t"));
    expect(
      pasted.flat().filter((cell) => formula.test(cell) || cell.startsWith('"')),
      figure,
    ).toEqual([]);
    const { rows } = await shownTable(page.locator(`#${figure} table`));
    expect(pasted.filter((cells) => cells.length > 1).length, "a line for each row").toBe(
      rows.length + 1,
    );

    const svg = (await taken("Download SVG")).toString("utf8");
    parseXml(svg);
    const png = await taken("Download PNG");
    expect(png.length).toBeGreaterThan(5_000);
    await (await entry(page, figure, "Embed")).click();
    const snippet = await page.locator(`#${figure} textarea`).inputValue();
    for (const [type, body] of [
      ["image/svg+xml", svg],
      ["text/html", `<!doctype html><title>Elsewhere</title><link rel="icon" href="data:,">${svg}`],
      [
        "text/html",
        `<!doctype html><title>Elsewhere</title><link rel="icon" href="data:,">${snippet}`,
      ],
    ] as const) {
      await page.goto(foreign.show(type, body));
      await page.waitForLoadState("networkidle");
      expect(await hacked(page), `${figure} as ${type}`).toBe(false);
    }
    await expect(page.frameLocator("iframe").locator("[data-dashboard]")).toHaveAttribute(
      "data-state",
      "live",
    );
    expect(
      await page.locator("body > *").count(),
      "the snippet is one frame and nothing else",
    ).toBe(1);
  }
  foreign.close();
});

test("every picture and embed of the site is inert in a page without a policy", async ({
  page,
}) => {
  const foreign = await elsewhere();
  const pictures = filesOf(site.dist).filter((file) => /^data\/.*\.svg$/.test(file));
  expect(pictures).toContain("data/hostile.svg");
  const files = pictures.map(
    (file) => [file, readFileSync(join(site.dist, file), "utf8")] as const,
  );
  for (const [file, svg] of files) {
    parseXml(svg);
    await page.goto(foreign.show("image/svg+xml", svg));
    expect(await hacked(page), file).toBe(false);
  }
  const head = '<!doctype html><title>Elsewhere</title><link rel="icon" href="data:,">';
  await page.goto(foreign.show("text/html", `${head}${files.map(([, svg]) => svg).join("\n")}`));
  expect(await page.locator("body > svg").count(), "each is one element").toBe(files.length);
  await page.goto(
    foreign.show(
      "text/html",
      `${head}${embedsOf(site)
        .map((path) => `<iframe src="${urlOf(site, path)}"></iframe>`)
        .join("")}`,
    ),
  );
  // Frames out of sight may wait with what they do when idle, so only the first has to.
  await expect(
    page.locator("iframe").first().contentFrame().locator("[data-dashboard]"),
  ).toHaveAttribute("data-state", "live");
  expect(page.frames()).toHaveLength(embedsOf(site).length + 1);
  expect(await hacked(page)).toBe(false);
  foreign.close();
});

test("no CSV of the site has a formula, and no line of one is torn", () => {
  for (const file of filesOf(site.dist).filter((name) => name.endsWith(".csv"))) {
    const { data, errors } = Papa.parse<string[]>(
      readFileSync(join(site.dist, file), "utf8").trimEnd(),
      { delimiter: ",", newline: "\r\n" },
    );
    expect(errors, file).toEqual([]);
    expect(new Set(data.map((row) => row.length)).size, file).toBe(1);
    expect(
      data.flat().filter((cell) => formula.test(cell) && !isNumber(cell)),
      file,
    ).toEqual([]);
  }
});

test("a name that turns the direction of text turns no figure after it", async ({ page }) => {
  const turning = payloads.find((payload) => payload.startsWith("\u202e")) ?? "";
  await openDashboard(
    page,
    `?${new URLSearchParams([
      ["gender", turning],
      ["vs-gender", "constructor"],
    ]).toString()}`,
    site,
  );
  const heading = page.getByRole("heading", { level: 1 });
  await expect(heading).toContainText("against constructor");
  // What follows the name stands to its right, letter after letter.
  const lefts = await heading.evaluate((element) => {
    const text = element.firstChild as Text;
    const from = text.data.lastIndexOf("against");
    return Array.from("against", (_letter, index) => {
      const range = document.createRange();
      range.setStart(text, from + index);
      range.setEnd(text, from + index + 1);
      const { top, left } = range.getBoundingClientRect();
      return Math.round(top) * 10_000 + left;
    });
  });
  expect(lefts).toEqual(lefts.toSorted((a, b) => a - b));
});
