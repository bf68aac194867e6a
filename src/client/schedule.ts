/** A drawing, and whether it is near the viewport. */
interface Drawing {
  readonly near: boolean;
  readonly show: () => void;
}

/**
 * Runs a function in its own task. Browsers delay nested timers by milliseconds; the scheduler
 * does not.
 */
function nextTask(work: () => void): void {
  const { scheduler } = globalThis as { scheduler?: { postTask(work: () => void): Promise<void> } };
  if (scheduler) void scheduler.postTask(work);
  else setTimeout(work);
}

/** Runs a function after the next paint. */
export function afterPaint(work: () => void): void {
  // Animation frames run before the paint, the next task after it. A hidden page is never painted.
  if (document.hidden) setTimeout(work);
  else requestAnimationFrame(() => setTimeout(work));
}

/**
 * Draws what is near the viewport before the next paint, and the rest afterward, one drawing per
 * task, so that off-screen charts delay neither the visible ones nor the next input. A new set of
 * drawings cancels the rest of the previous one.
 * @param region marked `aria-busy` until everything is drawn
 * @returns a function that resolves when all is drawn or canceled
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
