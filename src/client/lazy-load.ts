/**
 * Loads the interactive part of a page on demand: on the first pointer, focus or touch event, for a
 * link with filters, or when the browser is idle and not saving data. Only then are the drawing code
 * and the cube fetched.
 */
export {};

const root = document.querySelector<HTMLElement>("[data-dashboard]");

if (root) {
  let loading: Promise<unknown> | undefined;
  /** A click made before the code had loaded; it is replayed afterward. */
  let missed: (() => void) | undefined;
  const load = () =>
    (loading ??= import("./app.ts")
      .then(({ start }) => start(root))
      .then(() => {
        removeEventListener("click", remember, true);
        missed?.();
      })
      .catch((error: unknown) => {
        console.error(error);
        loading = undefined;
        root.dataset["state"] = "failed";
      }));
  const remember = ({ target, pageX, pageY }: MouseEvent) => {
    if (!(target instanceof Element)) return;
    const button = target.closest<HTMLElement>("[data-dashboard] button:not([data-retry])");
    if (button) missed = () => button.click();
    // The charts are redrawn, so the click goes to the mark that is then at that place.
    else if (target.closest(".chart"))
      missed = () =>
        document
          .elementFromPoint(pageX - scrollX, pageY - scrollY)
          ?.dispatchEvent(new MouseEvent("click", { bubbles: true }));
  };

  root.hidden = false;
  addEventListener("click", remember, true);
  for (const sign of ["pointerover", "pointerdown", "focusin"])
    document
      .querySelector("main")
      ?.addEventListener(sign, () => void load(), { once: true, passive: true });
  root.querySelector("[data-retry]")?.addEventListener("click", () => {
    root.dataset["state"] = "";
    // The button disappears, so the focus moves on.
    void load().then(() => {
      if (root.dataset["state"] === "live")
        root.querySelector<HTMLElement>("[data-compare]")?.focus();
    });
  });
  if (location.search) {
    root.dataset["state"] = "loading";
    void load();
  }
  const { connection } = navigator as Navigator & {
    connection?: { readonly saveData?: boolean; readonly effectiveType?: string };
  };
  const spare = !connection?.saveData && !connection?.effectiveType?.endsWith("2g");
  addEventListener("load", () => {
    if (spare && "requestIdleCallback" in window)
      requestIdleCallback(() => void load(), { timeout: 10_000 });
  });
}
