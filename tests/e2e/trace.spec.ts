import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "./support/fixture.ts";
import { pagesOf, siteNamed, urlOf } from "./support/sites.ts";

interface TraceDocument {
  readonly name: string;
  readonly sql?: string;
  readonly file: { readonly sha256: string };
  readonly source: { readonly kind: string; readonly sha256: string };
  readonly cleaning: readonly { readonly title: string }[];
}

for (const name of ["sample", "based", "table"] as const) {
  test(`every headline figure and every chart of "${name}" leads in one step to how it was made`, async ({ page }) => {
    const site = siteNamed(name);
    const targets = new Set<string>();
    for (const path of pagesOf(site)) {
      await page.goto(urlOf(site, path));
      const figures = await page.locator("figure.figure").count();
      const links = await page.locator("figure.figure .figure-foot a[href*='/trace/#'], .kpis dt a[href*='/trace/#']").evaluateAll((anchors) => anchors.map((anchor) => (anchor as HTMLAnchorElement).href));
      const kpis = path === "/" ? await page.locator(".kpis dt").count() : 0;
      expect(links.length, path).toBe(figures + kpis);
      for (const link of links) targets.add(link);
    }
    expect(targets.size).toBeGreaterThan(15);
    await page.goto(urlOf(site, "/trace/"));
    for (const target of targets) {
      const id = new URL(target).hash.slice(1);
      const section = page.locator(".trace").filter({ has: page.locator(`[id="${id}"]`) }).or(page.locator(`.trace[id="${id}"]`));
      await expect(section, target).toHaveCount(1);
      const snapshot = (await section.getAttribute("id")) ?? "";
      const text = (await section.textContent()) ?? "";
      expect(text).toContain("Rows behind it");
      if (snapshot === "discount-big-spenders") continue;
      const made = JSON.parse(readFileSync(join(site.dist, "data", `${snapshot}.json`), "utf8")) as TraceDocument;
      expect(made.name).toBe(snapshot);
      expect(text).toContain(made.file.sha256);
      if (made.sql !== undefined) expect(text.replaceAll(/\s+/g, " ")).toContain(made.sql.replaceAll(/\s+/g, " "));
      if (made.source.kind === "file") expect(text).toContain(made.source.sha256);
      for (const { title } of made.cleaning) expect(text).toContain(title);
    }
  });
}
