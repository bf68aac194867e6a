import type { Page } from "@playwright/test";

/**
 * Waits until charts are drawn for a window that was just changed, which they are in the frame
 * after it.
 */
export const redrawn = (page: Page) =>
  page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );

/**
 * What is wrong with a page's layout as it is now: anything that makes the page wider than its
 * window, texts cut off, and in
 * charts texts too small, outside the picture or on top of each other. Runs in the page, so it
 * refers to nothing outside.
 * @param options.smallest font size in pixels that charts must keep
 */
export function layoutProblems({ smallest }: { readonly smallest: number }): string[] {
  const problems: string[] = [];
  const say = (text: string) => void problems.push(text);
  const named = (element: Element) =>
    `<${element.localName}${element.id && `#${element.id}`}${element.classList.length > 0 ? `.${[...element.classList].join(".")}` : ""}> "${element.textContent.trim().slice(0, 30)}"`;
  const shown = (element: Element) =>
    element.checkVisibility({ visibilityProperty: true }) &&
    element.getBoundingClientRect().width > 0;
  const root = document.documentElement;

  if (root.scrollWidth > root.clientWidth) {
    const wide = [...document.body.querySelectorAll("*")].filter(
      (element) =>
        shown(element) &&
        !element.closest(".table-scroll, pre, .visually-hidden") &&
        element.getBoundingClientRect().right > root.clientWidth + 0.5,
    );
    say(
      `the page is ${root.scrollWidth - root.clientWidth} px wider than the window: ` +
        wide.slice(-3).map(named).join(", "),
    );
  }
  for (const element of document.body.querySelectorAll("*")) {
    if (!shown(element) || element.closest("svg, .visually-hidden, .skip")) continue;
    if (element.getBoundingClientRect().left < -1.5)
      say(`${named(element)} begins left of the window`);
    if (
      getComputedStyle(element).overflowX === "hidden" &&
      element.scrollWidth > element.clientWidth + 1
    )
      say(
        `${named(element)} cuts off ${element.scrollWidth - element.clientWidth} px of what it holds`,
      );
  }

  for (const chart of document.querySelectorAll(".chart")) {
    const name = chart.closest("figure")?.id ?? "chart";
    const drawings = [...chart.querySelectorAll(":scope > svg")].filter(shown);
    const [svg] = drawings;
    if (!(svg instanceof SVGSVGElement) || drawings.length !== 1) {
      say(`${name}: ${drawings.length} drawings are shown instead of one`);
      continue;
    }
    const frame = svg.getBoundingClientRect();
    const scale = frame.width / svg.viewBox.baseVal.width;
    const texts = [...svg.querySelectorAll("text")]
      .filter((text) => text.textContent.trim() !== "")
      .map((text) => ({ text, words: text.textContent, box: text.getBoundingClientRect() }));
    const size = Math.min(
      ...texts.map(({ text }) => Number.parseFloat(getComputedStyle(text).fontSize) * scale),
    );
    if (size < smallest - 0.01) say(`${name}: its smallest text is ${size.toFixed(1)} px high`);
    for (const { words, box } of texts) {
      if (box.left < frame.left - 2 || box.right > frame.right + 2)
        say(
          `${name}: "${words}" is ` +
            `${Math.max(frame.left - box.left, box.right - frame.right).toFixed(0)} px outside ` +
            "the picture",
        );
    }
    texts.forEach((a, index) => {
      for (const b of texts.slice(index + 1)) {
        const across = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
        const down = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
        if (across > 1 && down > 3)
          say(
            `${name}: "${a.words}" and "${b.words}" overlap by ${across.toFixed(0)} x ${down.toFixed(0)} px`,
          );
      }
    });
  }
  return [...new Set(problems)];
}
