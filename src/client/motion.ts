/** Where a mark is drawn, in the units of its drawing. */
interface Place {
  readonly x: number;
  readonly width: number;
}

const timing: KeyframeAnimationOptions = { duration: 220, easing: "cubic-bezier(0.2, 0, 0, 1)" };
const calm = matchMedia("(prefers-reduced-motion: reduce)");

const bars = (chart: Element) => chart.querySelectorAll<SVGRectElement>("svg.live g:not(.hits) > rect[data-key]");
const placeOf = (bar: Element): Place => ({ x: Number(bar.getAttribute("x")), width: Number(bar.getAttribute("width")) });

/** Where the bars of a chart are, by key; empty where nothing will move. */
export function placesOf(chart: Element): ReadonlyMap<string, Place> {
  if (calm.matches) return new Map();
  return new Map([...bars(chart)].map((bar) => [bar.getAttribute("data-key") ?? "", placeOf(bar)]));
}

/** Lets the bars of a new drawing grow or shrink from where they were before. The values beside them are right from the first frame. */
export function move(chart: Element, before: ReadonlyMap<string, Place>): void {
  if (before.size === 0) return;
  for (const bar of bars(chart)) {
    const from = before.get(bar.getAttribute("data-key") ?? "");
    const to = placeOf(bar);
    if (!from || to.width === 0 || (from.x === to.x && from.width === to.width)) continue;
    bar.style.transformBox = "fill-box";
    bar.animate([{ transform: `translateX(${from.x - to.x}px) scaleX(${from.width / to.width})` }, { transform: "none" }], timing);
  }
}
