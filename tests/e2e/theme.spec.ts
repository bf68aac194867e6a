import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "./support/fixture.ts";
import { pagesOf, siteNamed, urlOf } from "./support/sites.ts";
import { choice, expectTheme, paper } from "./support/theme.ts";
import { parseHtml } from "./support/xml.ts";

const site = siteNamed("sample");

test("a page follows the system, also while it is open, until light or dark is chosen", async ({
  page,
}) => {
  await page.goto(urlOf(site, "/"));
  await expectTheme(page, "System", "light");
  await page.emulateMedia({ colorScheme: "dark" });
  await expectTheme(page, "System", "dark");
  await choice(page, "Light").click();
  await expectTheme(page, "Light", "light");
  await page.emulateMedia({ colorScheme: "light" });
  await choice(page, "Dark").click();
  await expectTheme(page, "Dark", "dark");
  await choice(page, "System").click();
  await expectTheme(page, "System", "light");
  await page.emulateMedia({ colorScheme: "dark" });
  await expectTheme(page, "System", "dark");
});

for (const name of ["sample", "based"] as const) {
  test(`a choice is remembered on every page of "${name}" and when a page is loaded again`, async ({
    page,
  }) => {
    const here = siteNamed(name);
    await page.goto(urlOf(here, "/"));
    await choice(page, "Dark").click();
    await page.reload();
    await expectTheme(page, "Dark", "dark");
    for (const path of pagesOf(here)) {
      await page.goto(urlOf(here, path));
      await expectTheme(page, "Dark", "dark");
    }
    await choice(page, "System").click();
    await page.goto(urlOf(here, "/method/"));
    await expectTheme(page, "System", "light");
  });
}

test("no other theme is ever painted: the chosen one is set before there is a body, and before the first paint", async ({
  page,
}) => {
  await page.addInitScript(() => {
    const seen: string[] = [];
    Object.assign(globalThis, { seen });
    const root = () => document.documentElement as HTMLElement | null;
    const note = (moment: string) =>
      seen.push(
        `${moment}: ${root()?.dataset["theme"] ?? "none"}, ${getComputedStyle(document.body).backgroundColor}`,
      );
    new MutationObserver((_, observer) => {
      if (!(document.body as HTMLElement | null)) return;
      note("body");
      observer.disconnect();
    }).observe(document, { childList: true, subtree: true });
    const frame = () => {
      if (document.body as HTMLElement | null) note("frame");
      if (document.readyState !== "complete") requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    document.addEventListener("DOMContentLoaded", () => note("content"));
  });
  await page.goto(urlOf(site, "/"));
  await choice(page, "Dark").click();
  for (const path of ["/", "/data/", "/questions/revenue-by-gender/"]) {
    await page.goto(urlOf(site, path));
    const seen = await page.evaluate(() => (globalThis as unknown as { seen: string[] }).seen);
    expect(seen.map((line) => line.split(":")[0])).toEqual(
      expect.arrayContaining(["body", "content"]),
    );
    expect(
      seen.filter((line) => !line.endsWith(`: dark, ${paper.dark}`)),
      path,
    ).toEqual([]);
  }
});

test("what is chosen in one tab, or taken out of the storage, shows in the others", async ({
  page,
  context,
}) => {
  await page.goto(urlOf(site, "/"));
  const other = await context.newPage();
  await other.goto(urlOf(site, "/data/"));
  await choice(other, "Dark").click();
  await expectTheme(page, "Dark", "dark");
  await choice(page, "Light").click();
  await expectTheme(other, "Light", "light");
  await choice(page, "Dark").click();
  await expectTheme(other, "Dark", "dark");
  await other.evaluate(() => {
    localStorage.clear();
  });
  await expectTheme(page, "System", "light");
});

test("a page that the Back button brings back has the theme that was chosen meanwhile", async ({
  page,
}) => {
  await page.goto(urlOf(site, "/"));
  await choice(page, "Dark").click();
  // Browsers under test keep no pages for the Back button, so the page is told what such a page is
  // told.
  await page.evaluate(() => {
    for (const key of Object.keys(localStorage)) localStorage.setItem(key, "light");
    dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
  });
  await expectTheme(page, "Light", "light");
});

const blocks = {
  "all of the storage": () => {
    Object.defineProperty(globalThis, "localStorage", {
      get() {
        throw new DOMException("The storage is blocked.", "SecurityError");
      },
    });
  },
  "writing to the storage": () => {
    Storage.prototype.setItem = () => {
      throw new DOMException("The storage is full.", "QuotaExceededError");
    };
  },
} as const;
for (const [what, block] of Object.entries(blocks)) {
  test(`where a browser blocks ${what}, a choice holds for the page`, async ({ page }) => {
    await page.addInitScript(block);
    await page.goto(urlOf(site, "/"));
    await expectTheme(page, "System", "light");
    await choice(page, "Dark").click();
    await expectTheme(page, "Dark", "dark");
    await choice(page, "Light").click();
    await expectTheme(page, "Light", "light");
    await page.reload();
    await expectTheme(page, "System", "light");
  });
}

test("a stored value that is no theme is the system's theme", async ({ page }) => {
  await page.goto(urlOf(site, "/"));
  await choice(page, "Dark").click();
  await page.evaluate(() => {
    for (const key of Object.keys(localStorage)) localStorage.setItem(key, '"><b>dark');
  });
  await page.reload();
  await expectTheme(page, "System", "light");
});

test("the policy of every page names its inline scripts, and the theme's are at most 600 bytes compressed", ({}, info) => {
  for (const path of pagesOf(site)) {
    const document = parseHtml(
      readFileSync(join(site.dist, path.endsWith("/") ? `${path}index.html` : path), "utf8"),
    );
    const policy =
      document
        .querySelector('meta[http-equiv="content-security-policy"]')
        ?.getAttribute("content") ?? "";
    const scripts = [...document.querySelectorAll("script:not([src], [type$=json])")].map(
      ({ textContent }) => textContent,
    );
    for (const script of scripts)
      expect(policy, path).toContain(
        `'sha256-${createHash("sha256").update(script).digest("base64")}'`,
      );
    const own = scripts.filter((script) => /data-theme|dataset\.theme/.test(script));
    expect(own, path).toHaveLength(2);
    const bytes = gzipSync(own.join("\n"), { level: 9 }).length;
    if (path === "/")
      info.annotations.push({
        type: "measured",
        description: `theme scripts: ${bytes} bytes compressed`,
      });
    expect(bytes, path).toBeLessThanOrEqual(600);
  }
});
