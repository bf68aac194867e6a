import type { Page } from "@playwright/test";
import { axeOf, colorRules, tags } from "./support/axe.ts";
import { contrastProblems } from "./support/contrast.ts";
import { mark, openDashboard, settled, windows } from "./support/dashboard.ts";
import { expect, test } from "./support/fixture.ts";
import { layoutProblems, redrawn } from "./support/layout.ts";

/** The states that the dashboard can be in: the link that leads there, and what is done then. */
const states: Readonly<
  Record<
    string,
    {
      readonly search: string;
      readonly act?: (page: Page) => Promise<unknown>;
      readonly phone?: true;
    }
  >
> = {
  live: { search: "" },
  filtered: {
    search: "?category=Clothing&category=Footwear&gender=Male&subscription=No&age=Senior",
    act: (page) => mark(page, "revenue-by-age-group", "Senior").hover(),
  },
  empty: { search: "?gender=Female&subscription=Yes" },
  compared: { search: "?gender=Male&vs-gender=Female&vs-category=Clothing" },
  noticed: { search: "?category=None" },
  "with every menu and table open": {
    search: "?category=Outerwear",
    act: (page) =>
      page
        .locator("main details")
        .evaluateAll((all) => all.forEach((details) => details.setAttribute("open", ""))),
  },
  "with its sheet open": {
    search: "?category=Outerwear",
    act: (page) => page.getByRole("button", { name: "Filters", exact: true }).click(),
    phone: true,
  },
};

for (const [width, size] of Object.entries(windows))
  for (const [state, { search, act, phone }] of Object.entries(states)) {
    if (phone && width !== "phone") continue;
    test(`on a ${width}, the dashboard ${state} fits, can be read, and axe finds nothing, light and dark`, async ({
      page,
    }) => {
      await page.emulateMedia({ reducedMotion: "reduce" });
      await page.setViewportSize(size);
      await openDashboard(page, search);
      await act?.(page);
      await settled(page);
      await redrawn(page);
      expect.soft(await page.evaluate(layoutProblems, { smallest: 12 }), "layout").toEqual([]);
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        expect
          .soft(await page.evaluate(contrastProblems, { least: 4.5 }), `contrast, ${colorScheme}`)
          .toEqual([]);
        const axe = axeOf(page);
        const { violations } = await (
          colorScheme === "dark" ? axe.withRules(colorRules) : axe.withTags(tags)
        ).analyze();
        expect
          .soft(
            violations.flatMap(({ id, nodes }) =>
              nodes.map(
                ({ target, failureSummary }) =>
                  `${id}: ${target.join(" ")}: ${failureSummary ?? ""}`,
              ),
            ),
            colorScheme,
          )
          .toEqual([]);
      }
    });
  }
