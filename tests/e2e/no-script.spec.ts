import { expect, test } from "./support/fixture.ts";
import { published, sumOfRows, totalsBy, type Total } from "./support/cubes.ts";
import { siteNamed, urlOf } from "./support/sites.ts";
import { shownTable, shows } from "./support/tables.ts";

test.use({ javaScriptEnabled: false });

/** What a column of the dashboard's tables says of a group. */
const formulas: Readonly<Record<string, (total: Total) => number>> = {
  Customers: ({ customers }) => customers,
  Purchases: ({ customers }) => customers,
  "Total revenue": ({ revenue }) => revenue,
  "Average purchase": ({ revenue, customers }) => revenue / customers,
  "Discounted purchases": ({ discounted, customers }) => discounted / customers,
};

/** Values by what readers call them. */
const values = new Map([
  ["Subscribers", "Yes"],
  ["Not subscribed", "No"],
]);

/** Each figure of the dashboard, and the dimensions that its table lists. */
const figures = [
  ["revenue-by-category", ["category"]],
  ["purchases-by-category", ["category"]],
  ["revenue-by-age-group", ["age_group"]],
  ["purchases-by-age-group", ["age_group"]],
  ["revenue-by-age-and-gender", ["age_group", "gender"]],
  ["season-by-category", ["category", "season"]],
  ["subscription", ["subscription_status"]],
  ["discount-by-category", ["category"]],
  ["top-products", ["item_purchased", "category"]],
] as const;

for (const name of ["sample", "hostile", "alone"] as const) {
  const site = siteNamed(name);

  test(`without JavaScript, the dashboard of "${name}" shows its five key figures as its cube has them`, async ({
    page,
  }) => {
    await page.goto(urlOf(site, "/?gender=Female"));
    const all = sumOfRows(published(site.dist, "cube-main"));
    const expected = [
      all.customers,
      all.revenue,
      all.revenue / all.customers,
      all.rating / all.customers,
      all.subscribers / all.customers,
    ];
    await expect(page.locator(".kpis strong")).toHaveCount(5);
    // A link may ask for filters, which nobody applies.
    if (name === "sample")
      expect(await page.locator("main noscript").innerText()).toMatch(/^Filters need JavaScript\./);
    for (const [index, value] of expected.entries()) {
      const figure = page.locator(".kpis strong").nth(index);
      await expect(figure).toBeVisible();
      const text = await figure.innerText();
      expect(shows(text, value), `${text} is ${value}`).toBe(true);
    }
  });

  test(`without JavaScript, the dashboard of "${name}" shows nine charts, each with a table that opens and agrees with its cube`, async ({
    page,
  }) => {
    await page.goto(urlOf(site, "/"));
    await expect(page.locator("figure")).toHaveCount(figures.length);
    for (const [id, dimensions] of figures) {
      await test.step(id, async () => {
        await expect(page.locator(`#${id} .chart svg:visible`)).toHaveCount(1);
        await expect(page.locator(`#${id} table`)).toBeHidden();
        await page.locator(`#${id} summary`).click();
        await expect(page.locator(`#${id} table`)).toBeVisible();
        const { labels, rows } = await shownTable(page.locator(`#${id} table`));
        const totals = totalsBy(published(site.dist, "cube-main"), ...dimensions);
        const keys = rows.map((row) =>
          row
            .slice(0, dimensions.length)
            .map((name) => values.get(name) ?? name)
            .join("|"),
        );
        if (id === "top-products") expect([...keys].sort()).toEqual(topThree(site.dist).sort());
        else expect([...keys].sort()).toEqual([...totals.keys()].sort());
        for (const [at, row] of rows.entries()) {
          const total = totals.get(keys[at] ?? "");
          for (const [column, label] of labels.entries()) {
            const formula = formulas[label];
            if (column < dimensions.length) continue;
            if (!formula || !total)
              throw new Error(
                `${id}: the test knows no column "${label}" or no row "${keys[at] ?? ""}".`,
              );
            expect(
              shows(row[column] ?? "", formula(total)),
              `${keys[at] ?? ""}, ${label}: ${row[column] ?? ""} is ${formula(total)}`,
            ).toBe(true);
          }
        }
      });
    }
  });
}

/** The three most bought products of each category, found by sorting. */
function topThree(dist: string): string[] {
  const products = [...totalsBy(published(dist, "cube-main"), "item_purchased", "category")].map(
    ([key, { customers }]) => ({ key, category: key.split("|").at(-1), customers }),
  );
  return [...Map.groupBy(products, ({ category }) => category).values()].flatMap((members) =>
    members
      .toSorted((a, b) => b.customers - a.customers || (a.key < b.key ? -1 : 1))
      .slice(0, 3)
      .map(({ key }) => key),
  );
}

test("without JavaScript, every question shows its answer, its table as its Arrow file has it, and its SQL", async ({
  page,
}) => {
  const site = siteNamed("sample");
  await page.goto(urlOf(site, "/questions/"));
  const addresses = await page
    .locator(".questions h2 a")
    .evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
  expect(addresses).toHaveLength(10);
  for (const address of addresses) {
    await page.goto(urlOf(site, address));
    await expect(page.locator(".standfirst")).toHaveText(/\d.*\.$/);
    await expect(page.getByRole("region", { name: /^SQL: / })).toContainText(
      /SELECT[\s\S]+FROM customer/,
    );
    const name = address.split("/").at(-2) ?? "";
    if (name === "discount-big-spenders") {
      await expect(page.locator("table")).toHaveCount(0);
      await expect(page.locator("main")).toContainText("Individual customers are not published");
      continue;
    }
    await expect(page.locator(".chart svg:visible")).toHaveCount(1);
    await expect(page.locator("table")).toBeVisible();
    const rows = published(site.dist, name).map((row) => Object.entries(row));
    const shown = await shownTable(page.locator("table"));
    expect(shown.rows).toHaveLength(rows.length);
    for (const [at, row] of rows.entries())
      for (const [column, [field, value]] of row.entries()) {
        const text = shown.rows[at]?.[column] ?? "";
        const number = field === "revenue" ? Number(value) / 100 : Number(value);
        expect(
          typeof value === "string" ? text === value : shows(text, number),
          `${name}, ${field}: ${text} is ${String(value)}`,
        ).toBe(true);
      }
  }
});
