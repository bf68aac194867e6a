/** What one click took, in milliseconds from the input to after a paint. */
export interface Answer {
  /** Of the charts that are on screen. */
  readonly onScreen: number;
  /** Of all charts of the page. */
  readonly all: number;
}

/**
 * What a page under measurement tells: it is put into the page before any script of the page runs.
 */
interface Probe {
  readonly longTasks: { readonly start: number; readonly duration: number }[];
  /** The longest event of each interaction, by its number, as the browser times them. */
  readonly interactions: Map<number, number>;
  /**
   * Takes the time of the next click on a filter.
   * @param checked whether to see that the first paint has all that is on screen
   */
  arm(checked: boolean): void;
  answer: Promise<Answer>;
}

declare global {
  interface Window {
    probe: Probe;
  }
}

/** Sets the probe up; runs in the page, so that it can use nothing but what is in it. */
export function installProbe(): void {
  const longTasks: { start: number; duration: number }[] = [];
  const interactions = new Map<number, number>();
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries())
      longTasks.push({ start: startTime, duration });
  }).observe({ type: "longtask", buffered: true });
  new PerformanceObserver((list) => {
    for (const { interactionId, duration } of list.getEntries() as (PerformanceEntry & {
      readonly interactionId: number;
    })[])
      if (interactionId > 0)
        interactions.set(interactionId, Math.max(duration, interactions.get(interactionId) ?? 0));
  }).observe({ type: "event", buffered: true, durationThreshold: 16 } as PerformanceObserverInit);

  // A frame's callbacks run before it is painted, and a message that they send arrives after.
  const afterPaint = (then: (now: number) => void) =>
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => then(performance.now());
      port2.postMessage(null);
    });
  const seen = (element: Element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  };

  const time = (checked: boolean) =>
    new Promise<Answer>((resolve, reject) => {
      const listen = (event: MouseEvent) => {
        if (!(event.target instanceof Element) || !event.target.closest(".slicers label")) return;
        removeEventListener("click", listen, true);
        const start = event.timeStamp;
        const region = document.querySelector("section.figures-of");
        if (!region) return;
        const shown = checked ? [...region.querySelectorAll(".chart")].filter(seen) : [];
        const pictures = () => shown.map(({ outerHTML }) => outerHTML).join("\n");
        let onScreen = NaN;
        let first = "";
        afterPaint((now) => {
          onScreen = now - start;
          first = pictures();
        });
        const observer = new MutationObserver(() => {
          if (region.hasAttribute("aria-busy")) return;
          observer.disconnect();
          afterPaint((now) => {
            if (first === pictures()) resolve({ onScreen, all: now - start });
            else reject(new Error("A chart that is on screen was drawn after the first paint."));
          });
        });
        observer.observe(region, { attributeFilter: ["aria-busy"] });
      };
      addEventListener("click", listen, true);
    });

  window.probe = {
    longTasks,
    interactions,
    answer: Promise.resolve({ onScreen: NaN, all: NaN }),
    arm(checked) {
      this.answer = time(checked);
    },
  };
}
