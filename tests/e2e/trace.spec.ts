import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "./support/fixture.ts";
import { pagesOf, siteNamed, urlOf } from "./support/sites.ts";

interface TraceDocument {
  readonly name: string;
  readonly title: string;
  readonly made: string;
  readonly from?: { readonly name: string; readonly sql: string };
  readonly by?: readonly string[];
  readonly columns: readonly string[];
  readonly sql?: string;
  readonly file: { readonly sha256: string };
  readonly source: { readonly kind: string; readonly sha256: string };
  readonly cleaning: readonly { readonly title: string }[];
}

for (const name of ["sample", "based", "table", "month"] as const) {
  test(`every headline figure and every chart of "${name}" leads in one step to how it was made`, async ({
    page,
  }) => {
    const site = siteNamed(name);
    const targets = new Set<string>();
    for (const path of pagesOf(site)) {
      await page.goto(urlOf(site, path));
      const figures = await page.locator("figure.figure").count();
      const links = await page
        .locator(
          "figure.figure .figure-foot a[href*='/trace/#'], .kpis dt a[href*='/trace/#'], " +
            ".key-changes dt a[href*='/trace/#'], .other-group .provenance a, .state-tables " +
            ".provenance a",
        )
        .evaluateAll((anchors) => anchors.map((anchor) => (anchor as HTMLAnchorElement).href));
      const kpis = path === "/" ? await page.locator(".kpis dt").count() : 0;
      const changes = await page
        .locator(".key-changes dt, .other-group, .state-tables > div")
        .count();
      expect(links.length, path).toBe(figures + kpis + changes);
      for (const link of links) targets.add(link);
    }
    expect(targets.size).toBeGreaterThan(15);
    await page.goto(urlOf(site, "/trace/"));
    for (const target of targets) {
      const id = new URL(target).hash.slice(1);
      const section = page
        .locator(".trace")
        .filter({ has: page.locator(`[id="${id}"]`) })
        .or(page.locator(`.trace[id="${id}"]`));
      await expect(section, target).toHaveCount(1);
      const snapshot = (await section.getAttribute("id")) ?? "";
      const text = (await section.textContent()) ?? "";
      expect(text).toContain("Based on");
      if (snapshot === "discount-big-spenders") continue;
      const made = JSON.parse(
        readFileSync(join(site.dist, "data", `${snapshot}.json`), "utf8"),
      ) as TraceDocument;
      expect(made.name).toBe(snapshot);
      expect(text).toContain(made.file.sha256);
      if (made.sql !== undefined)
        expect(text.replaceAll(/\s+/g, " ")).toContain(made.sql.replaceAll(/\s+/g, " "));
      if (made.source.kind === "file") expect(text).toContain(made.source.sha256);
      for (const { title } of made.cleaning) expect(text).toContain(title);
    }
  });
}

const madeOf = (name: string): TraceDocument =>
  JSON.parse(
    readFileSync(join(siteNamed("sample").dist, "data", `${name}.json`), "utf8"),
  ) as TraceDocument;

test("what was rolled up shows no SQL as though it had run, but leads to the query that did", async ({
  page,
}) => {
  const [cube, claim] = [madeOf("cube-main"), madeOf("finding-category-revenue")];
  for (const made of [cube, claim]) {
    expect(made.sql).toBeUndefined();
    expect(made.from?.sql).toMatch(/^SELECT[\s\S]+FROM customer\nGROUP BY /);
  }
  expect(claim.by).toEqual(["category"]);
  await page.goto(urlOf(siteNamed("sample"), "/trace/"));
  await expect(page.locator("#base-1 .sql")).toHaveCount(1);
  await expect(page.locator("#cube-main .sql")).toHaveCount(0);
  await page
    .locator("#finding-category-revenue")
    .getByRole("link", { name: "Shared query base-1" })
    .click();
  await expect(page.locator("#base-1")).toBeInViewport();
});

test("a part of the profile names the columns that it tells of and the cleaning of these alone", () => {
  expect(madeOf("profile-age-group-values").columns).toEqual(["age", "age_group"]);
  expect(madeOf("profile-age-group-values").cleaning.map(({ title }) => title)).toEqual([
    "Column names",
    "Age groups",
  ]);
  expect(madeOf("profile-outliers").columns).toEqual(["purchase_amount", "review_rating"]);
  expect(madeOf("profile-outliers").cleaning.map(({ title }) => title)).toEqual([
    "Column names",
    "Missing ratings",
  ]);
  expect(madeOf("profile-text").columns).not.toContain("age");
  expect(madeOf("profile-missing").columns).toHaveLength(18);
});
