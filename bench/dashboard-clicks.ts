import { setTimeout as sleep } from "node:timers/promises";
import type { Browser, Page } from "@playwright/test";
import { installProbe, type Answer } from "./dashboard-probe.ts";

const warmUp = 14;
const clicks = 30;

/** How a page is measured. */
export interface Conditions {
  readonly height: number;
  /** How many times slower than it is the processor is made. */
  readonly slowdown: number;
}

/** What was measured of a page, in milliseconds. */
export interface Measurement {
  readonly answers: readonly Answer[];
  /**
   * The longest task from the load, or the first interest, until the charts answer; 0 where none
   * took 50 ms.
   */
  readonly longestStarting: number;
  /** The longest task while filters are clicked. */
  readonly longestAnswering: number;
  /** Interaction to Next Paint. */
  readonly interactionToNextPaint: number;
}

/**
 * Opens a page and clicks its filters with a real mouse, some clicks to warm up and some that
 * count.
 */
export async function measureClicks(
  browser: Browser,
  address: string,
  { height, slowdown }: Conditions,
): Promise<Measurement> {
  const page = await browser.newPage({ viewport: { width: 1440, height } });
  try {
    const session = await page.context().newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
    await page.addInitScript(installProbe);
    await page.goto(address);
    const interest = await page.evaluate(() => performance.now());
    await page.mouse.move(720, 500);
    await page.locator("[data-dashboard][data-state=live]").waitFor();
    await sleep(1000);
    const starting = await longestTask(page, 0, interest);
    const answering = await page.evaluate(() => performance.now());
    const answers: Answer[] = [];
    for (let index = 0; index < warmUp + clicks; index++) {
      const answer = await answerTo(page, index, index < warmUp);
      if (index >= warmUp) answers.push(answer);
    }
    await sleep(500);
    return {
      answers,
      longestStarting: starting,
      longestAnswering: await longestTask(page, answering),
      interactionToNextPaint: await interactionToNextPaint(page),
    };
  } finally {
    await page.close();
  }
}

/** Clicks a filter, another each time, and waits for the answer. */
async function answerTo(page: Page, index: number, checked: boolean): Promise<Answer> {
  const boxes = page.locator(".slicers label");
  // Five has no factor in common with the number of boxes of the sample, so all of them take their
  // turn.
  const box = boxes.nth((index * 5) % (await boxes.count()));
  await box.scrollIntoViewIfNeeded();
  const place = await box.boundingBox();
  if (!place) throw new Error("A filter is not in the page.");
  await page.mouse.move(place.x + place.width / 2, place.y + place.height / 2);
  await page.evaluate((check) => window.probe.arm(check), checked);
  // At any moment between two frames, as people click.
  await sleep(60 + ((index * 7) % 17));
  await page.mouse.down();
  await page.mouse.up();
  // Asking takes the page's time, too.
  await sleep(300);
  return page.evaluate(() => window.probe.answer);
}

/** The longest task since some time, or since the load where that was before. */
const longestTask = (page: Page, since: number, orAfter = since): Promise<number> =>
  page.evaluate(
    ([from, interest]) => {
      const [navigation] = performance.getEntriesByType(
        "navigation",
      ) as PerformanceNavigationTiming[];
      const start = Math.max(from, Math.min(interest, navigation?.loadEventEnd ?? 0));
      return Math.max(
        0,
        ...window.probe.longTasks
          .filter((task) => task.start >= start)
          .map(({ duration }) => duration),
      );
    },
    [since, orAfter] as const,
  );

/**
 * The longest interaction, one in fifty left out, as https://web.dev/articles/inp defines it; the
 * browser times in steps of 8 ms.
 */
async function interactionToNextPaint(page: Page): Promise<number> {
  const durations = await page.evaluate(() => [...window.probe.interactions.values()]);
  return durations.toSorted((a, b) => b - a)[Math.floor((warmUp + clicks) / 50)] ?? 0;
}
