import {
  box,
  chips,
  openDashboard,
  query,
  settled,
  status,
  sumsOf,
  windows,
} from "./support/dashboard.ts";
import { expect, test } from "./support/fixture.ts";
import { siteNamed, urlOf } from "./support/sites.ts";

const site = siteNamed("sample");

/** The slicers as the cube names them and as the form shows them. */
const slicers = {
  subscription_status: "Subscription",
  category: "Category",
  gender: "Gender",
  shipping_type: "Shipping",
} as const;

test("each value has the number of customers under the other filters beside it, several may be chosen, and Reset chooses none", async ({
  page,
}) => {
  await page.setViewportSize(windows.desk);
  await openDashboard(page);
  await expect(page.getByRole("button", { name: "Reset", exact: true })).toBeHidden();
  await expect(status(page)).toHaveText("All 3,900 customers, $233,081");
  await box(page, "Category", "Clothing").check();
  await box(page, "Category", "Footwear").check();
  await box(page, "Gender", "Male").check();
  await box(page, "Shipping", "Express").check();
  await settled(page);
  const chosen: Readonly<Record<string, readonly string[]>> = {
    category: ["Clothing", "Footwear"],
    gender: ["Male"],
    shipping_type: ["Express"],
  };
  for (const [column, legend] of Object.entries(slicers)) {
    const others = Object.fromEntries(Object.entries(chosen).filter(([name]) => name !== column));
    const boxes = page.getByRole("group", { name: legend, exact: true }).locator("label");
    const shown = await boxes.evaluateAll((labels) =>
      labels.map(
        (label) =>
          [
            label.querySelector("input")?.value ?? "",
            label.querySelector(".tally")?.textContent ?? "",
          ] as const,
      ),
    );
    expect(shown.length).toBeGreaterThan(1);
    for (const [value, tally] of shown)
      expect(Number(tally.replace(",", "")), `${legend}: ${value}`).toBe(
        sumsOf(site, { ...others, [column]: [value] }).customers,
      );
  }
  await expect(chips(page)).toHaveText(["Clothing ×", "Footwear ×", "Male ×", "Express ×"]);
  await page.getByRole("button", { name: "Remove category Footwear" }).click();
  await expect(box(page, "Category", "Footwear")).not.toBeChecked();
  await expect(chips(page)).toHaveText(["Clothing ×", "Male ×", "Express ×"]);
  await page.getByRole("button", { name: "Reset", exact: true }).click();
  await expect(page.getByRole("checkbox", { checked: true })).toHaveCount(0);
  await expect(chips(page)).toHaveCount(0);
  await expect(status(page)).toHaveText("All 3,900 customers, $233,081");
  await expect(page).toHaveURL(urlOf(site, "/"));
});

test("on a phone the filters are in a sheet that opens, keeps the focus, says what it will show, and closes", async ({
  page,
}) => {
  await page.setViewportSize(windows.phone);
  await openDashboard(page);
  const [open, sheet] = [
    page.getByRole("button", { name: "Filters", exact: true }),
    page.getByRole("dialog", { name: "Filters" }),
  ];
  await expect(page.getByRole("group", { name: "Category", exact: true })).toBeHidden();

  await open.click();
  await expect(sheet).toBeVisible();
  await box(page, "Category", "Accessories").check();
  await expect(
    sheet.getByRole("button", { name: "Show 1,240 of 3,900 customers, $74,200" }),
  ).toBeInViewport({ ratio: 1 });
  for (let press = 0; press < 24; press++) {
    await page.keyboard.press("Tab");
    expect(
      await page.evaluate(
        () =>
          document.activeElement === document.body ||
          document.activeElement?.closest("dialog") !== null,
      ),
      "the focus does not leave the sheet for the page",
    ).toBe(true);
  }
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
  await expect(open, "whoever closes it is where they were").toBeFocused();
  await expect(chips(page)).toHaveText(["Accessories ×"]);

  await open.click();
  await expect(box(page, "Category", "Accessories")).toBeChecked();
  await page.mouse.click(180, 20);
  await expect(sheet, "a click beside it closes it").toBeHidden();

  await open.click();
  await sheet.getByRole("button", { name: "Reset", exact: true }).click();
  await sheet.getByRole("button", { name: /^Show all 3,900/ }).click();
  await expect(sheet).toBeHidden();
  await expect(chips(page)).toHaveCount(0);

  await open.click();
  await page.setViewportSize(windows.desk);
  await expect(sheet, "a window that grows needs no sheet").toBeHidden();
  await expect(box(page, "Category", "Accessories")).toBeVisible();
});

test("what is chosen while the figures are still on their way holds once they are there", async ({
  page,
}) => {
  let arrive = () => {};
  const arrival = new Promise<void>((resolve) => (arrive = resolve));
  await page.route("**/*.arrow", async (route) => {
    await arrival;
    await route.continue();
  });
  await page.setViewportSize(windows.desk);
  await page.goto(urlOf(site, "/"));
  await box(page, "Category", "Footwear").check();
  await page.getByRole("button", { name: "Compare" }).click();
  arrive();
  await settled(page);
  await expect(chips(page)).toHaveText(["Footwear ×"]);
  await expect(page.getByRole("button", { name: "Compare" })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  await expect
    .poll(() => query(page))
    .toEqual([
      ["category", "Footwear"],
      ["vs", "all"],
    ]);
});

test("a headline of one line has its link right beneath, and nothing below moves", async ({
  page,
}) => {
  await page.setViewportSize(windows.desk);
  await openDashboard(page);
  const heading = page.getByRole("heading", { level: 1 });
  const places = () =>
    page.evaluate(() => {
      const [title, made, figures] = [".lede h1", ".lede .provenance a", ".kpis"].map((selector) =>
        document.querySelector(selector)?.getBoundingClientRect(),
      );
      return {
        height: title?.height ?? 0,
        gap: (made?.top ?? 0) - (title?.bottom ?? 0),
        figures: figures?.top ?? 0,
      };
    });
  const two = await places();
  await box(page, "Category", "Footwear").check();
  await settled(page);
  await expect(heading).toHaveText("All $36,093 of revenue comes from Footwear.");
  const one = await places();
  expect(one.height * 2).toBeCloseTo(two.height, 0);
  expect(one.gap).toBeCloseTo(two.gap, 0);
  expect(one.figures).toBeCloseTo(two.figures, 0);
});
