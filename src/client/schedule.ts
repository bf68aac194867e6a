/** Something to draw, and whether the reader sees it. */
interface Drawing {
  readonly near: boolean;
  readonly show: () => void;
}

/**
 * Does something in a task of its own. Browsers make timers that call each other wait for
 * milliseconds; their scheduler does not.
 */
function nextTask(work: () => void): void {
  const { scheduler } = globalThis as { scheduler?: { postTask(work: () => void): Promise<void> } };
  if (scheduler) void scheduler.postTask(work);
  else setTimeout(work);
}

/** Does something once the page was painted: what the reader sees does not wait for it. */
export function afterPaint(work: () => void): void {
  // A frame's callbacks run before it is painted, the next task after. A page that nobody sees is
  // not painted at all.
  if (document.hidden) setTimeout(work);
  else requestAnimationFrame(() => setTimeout(work));
}

/**
 * Draws what the reader sees before the next paint, all of it at once, and the rest right after,
 * one a task, so that neither the answer
 * nor the next input waits for what is out of sight. What is drawn anew meanwhile makes the rest of
 * before void.
 * @param region told to be busy until all is drawn
 * @returns draws; done when all is drawn, or void
 */
export function inTurn(region: Element | null): (drawings: readonly Drawing[]) => Promise<void> {
  let turn = 0;
  return (drawings) => {
    const own = ++turn;
    for (const { near, show } of drawings) if (near) show();
    const rest = drawings.filter(({ near }) => !near).values();
    region?.setAttribute("aria-busy", "true");
    return new Promise((resolve) => {
      const step = () => {
        const { value, done } = own === turn ? rest.next() : { done: true };
        if (value) {
          value.show();
          nextTask(step);
          return;
        }
        if (done && own === turn) region?.removeAttribute("aria-busy");
        resolve();
      };
      afterPaint(step);
    });
  };
}
