import { expect, test } from "./support/fixture.ts";
import { siteNamed, urlOf } from "./support/sites.ts";

for (const name of ["sample", "based"] as const) {
  for (const path of ["/nowhere/", "/questions/never/asked/", "/data/none.csv"]) {
    test(`an unknown address (${name}${path}) gets a page that leads back`, async ({
      page,
      troubles,
    }) => {
      troubles.tolerate(/status(?: of)? 404/);
      const site = siteNamed(name);
      const response = await page.goto(urlOf(site, path));
      expect(response?.status()).toBe(404);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Page not found");
      await expect(page.locator('meta[name="robots"]')).toHaveAttribute("content", "noindex");
      expect(
        await page.locator("body").evaluate((body) => getComputedStyle(body).backgroundColor),
        "it is styled",
      ).not.toBe("rgba(0, 0, 0, 0)");
      await page.getByRole("main").getByRole("link", { name: "dashboard" }).click();
      await expect(page).toHaveURL(urlOf(site, "/"));
      await page.goBack();
      await page.getByRole("navigation").getByRole("link", { name: "Questions" }).click();
      await expect(page).toHaveURL(urlOf(site, "/questions/"));
    });
  }
}
