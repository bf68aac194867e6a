import {
  box,
  chips,
  extentOf,
  mark,
  openDashboard,
  query,
  settled,
  status,
} from "./support/dashboard.ts";
import { expect, test } from "./support/fixture.ts";
import { siteNamed, urlOf } from "./support/sites.ts";

const site = siteNamed("sample");

test(
  "the address holds what was chosen and nothing else, works in a new window, and back and forward go through it",
  { tag: "@smoke" },
  async ({ page, context }) => {
    await openDashboard(page);
    await box(page, "Category", "Clothing").check();
    await box(page, "Category", "Outerwear").check();
    await mark(page, "revenue-by-age-group", "Young Adult").click();
    const expected = extentOf(site, {
      category: ["Clothing", "Outerwear"],
      age_group: ["Young Adult"],
    });
    await expect(status(page)).toHaveText(expected);
    await expect
      .poll(() => query(page))
      .toEqual([
        ["category", "Clothing"],
        ["category", "Outerwear"],
        ["age", "Young Adult"],
      ]);

    const other = await context.newPage();
    await other.goto(page.url());
    await settled(other);
    await expect(status(other), "without any sign of interest").toHaveText(expected);
    await expect(box(other, "Category", "Outerwear")).toBeChecked();
    await expect(other.locator("[data-notice]")).toBeHidden();
    expect(await other.title()).toBe(await page.title());

    await page.goBack();
    await expect(status(page)).toHaveText(extentOf(site, { category: ["Clothing", "Outerwear"] }));
    await page.goBack();
    await expect(box(page, "Category", "Outerwear")).not.toBeChecked();
    await page.goBack();
    await expect(status(page)).toHaveText(/^All 3,900/);
    expect(query(page)).toEqual([]);
    await page.goForward();
    await expect(chips(page)).toHaveText(["Clothing ×"]);
  },
);

test(
  "a value that the report does not have is left out with a notice, and the rest holds",
  { tag: "@smoke" },
  async ({ page }) => {
    await openDashboard(page, "?category=Clothing&category=Nonsense&colour=red&vs-gender=%3Cb%3E");
    const notice = page.getByRole("alert").filter({ hasText: "We ignored part of this link" });
    await expect(notice).toBeVisible();
    for (const text of ["category “Nonsense”", "“colour”", "gender “<b>”"])
      await expect(notice).toContainText(text);
    await expect(chips(page)).toHaveText(["Clothing ×"]);
    await expect(status(page)).toHaveText(extentOf(site, { category: ["Clothing"] }));
    expect(query(page), "the link holds what is chosen and nothing else").toEqual([
      ["category", "Clothing"],
    ]);
    await box(page, "Gender", "Male").check();
    await expect(notice).toBeHidden();
    await expect
      .poll(() => query(page))
      .toEqual([
        ["category", "Clothing"],
        ["gender", "Male"],
      ]);
  },
);

test("a page that is left for another and come back to shows what was chosen", async ({ page }) => {
  await openDashboard(page);
  await box(page, "Shipping", "Store Pickup").check();
  await expect.poll(() => query(page)).toEqual([["shipping", "Store Pickup"]]);
  await page
    .getByRole("navigation", { name: "Sections" })
    .getByRole("link", { name: "Questions" })
    .click();
  await expect(page).toHaveURL(urlOf(site, "/questions/"));
  await page.goBack();
  await settled(page);
  await expect(status(page)).toHaveText(extentOf(site, { shipping_type: ["Store Pickup"] }));
});

test("Copy link copies the address, and says so", { tag: "@smoke" }, async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openDashboard(page, "?gender=Female");
  await page.getByRole("button", { name: "Copy link", exact: true }).click();
  await expect(page.locator("[data-copied]")).toHaveText("Copied");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    urlOf(site, "/?gender=Female"),
  );
});

test("where the clipboard is blocked, Copy link says where the link is", async ({ page }) => {
  await page.addInitScript(() => {
    navigator.clipboard.writeText = () =>
      Promise.reject(new DOMException("Write permission denied.", "NotAllowedError"));
  });
  await openDashboard(page, "?gender=Female");
  await page.getByRole("button", { name: "Copy link", exact: true }).click();
  await expect(page.locator("[data-copied]")).toContainText("address bar");
});

test("where there is no clipboard at all (a page without TLS), Copy link says where the link is", async ({
  page,
}) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, "clipboard", { value: undefined });
  });
  await openDashboard(page, "?gender=Female");
  await page.getByRole("button", { name: "Copy link", exact: true }).click();
  await expect(page.locator("[data-copied]")).toContainText("address bar");
});
