import { box, openDashboard, settled, status } from "./support/dashboard.ts";
import { expect, test } from "./support/fixture.ts";
import { siteNamed, urlOf } from "./support/sites.ts";

const site = siteNamed("sample");

for (const [what, pattern] of [
  ["the cube", "**/*.arrow"],
  ["the drawing code", "**/app.*.js"],
] as const) {
  test(`where ${what} cannot be fetched, the page says so, stays whole, and can try again`, async ({
    page,
    troubles,
  }) => {
    troubles.tolerate(/Failed to (fetch|load resource)|ERR_FAILED/);
    await page.route(pattern, (route) => route.abort());
    await page.goto(urlOf(site, "/?category=Clothing"));
    const alert = page.getByRole("alert").filter({ hasText: "could not be loaded" });
    await expect(alert).toBeVisible();
    await expect(page.getByRole("heading", { level: 1 })).toContainText(
      "Clothing brings in 45% of revenue",
    );
    await expect(page.locator(".kpis strong").first()).toHaveText("3,900");
    await expect(page.locator("figure .chart svg:visible")).toHaveCount(9);
    await page.locator("#revenue-by-category summary", { hasText: "Table" }).click();
    await expect(page.locator("#revenue-by-category table")).toBeVisible();

    const again = page.getByRole("button", { name: "Try again" });
    await again.click();
    await expect(alert, "it failed again").toBeVisible();
    await page.unroute(pattern);
    await again.click();
    await settled(page);
    await expect(alert).toBeHidden();
    await expect(status(page)).toHaveText("1,737 of 3,900 customers, $104,264");
    await expect(page.getByRole("button", { name: "Compare" })).toBeFocused();
  });
}

test("an embedded chart says so, too", async ({ page, troubles }) => {
  troubles.tolerate(/Failed to (fetch|load resource)|ERR_FAILED/);
  await page.route("**/*.arrow", (route) => route.abort());
  await page.goto(urlOf(site, "/embed/revenue-by-age-group/?category=Clothing"));
  const alert = page.getByRole("alert").filter({ hasText: "so the chart shows all customers" });
  await expect(alert).toBeVisible();
  await expect(page.locator("figcaption p")).toHaveText("Revenue by age group");
  await page.unroute("**/*.arrow");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.locator("figcaption p")).toHaveText("Revenue by age group · Clothing");
  await expect(alert).toBeHidden();
});

test("a cube that is no cube is a failure, too", async ({ page, troubles }) => {
  troubles.tolerate(/console error/);
  await page.route("**/*.arrow", (route) =>
    route.fulfill({ status: 200, contentType: "text/html", body: "<p>Please log in</p>" }),
  );
  await page.goto(urlOf(site, "/?category=Clothing"));
  await expect(page.getByRole("button", { name: "Try again" })).toBeVisible();
  await expect(page.locator(".kpis strong").first()).toHaveText("3,900");
});

test("where storage is blocked, the filters work all the same", async ({ page }) => {
  await page.addInitScript(() => {
    for (const name of ["localStorage", "sessionStorage"])
      Object.defineProperty(globalThis, name, {
        get() {
          throw new DOMException("The storage is blocked.", "SecurityError");
        },
      });
  });
  await openDashboard(page);
  await box(page, "Category", "Accessories").check();
  await expect(status(page)).toHaveText("1,240 of 3,900 customers, $74,200");
});

test("nothing is fetched where people save data, until there is a sign of interest", async ({
  page,
}) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, "connection", { value: { saveData: true } });
  });
  const fetched: string[] = [];
  page.on("request", (request) => fetched.push(new URL(request.url()).pathname));
  await page.goto(urlOf(site, "/"), { waitUntil: "networkidle" });
  expect(fetched.filter((path) => /app\.|\.arrow$/.test(path))).toEqual([]);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await settled(page);
  expect(fetched.filter((path) => /app\.|\.arrow$/.test(path))).toHaveLength(2);
});
