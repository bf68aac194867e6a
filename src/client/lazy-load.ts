/**
 * What a page loads first of its interactive part: it waits for a sign of interest (pointer, focus,
 * touch, a link that has chosen
 * something, or time to spare where nobody saves data) and only then fetches the drawing code and
 * the cube.
 */
export {};

const root = document.querySelector<HTMLElement>("[data-dashboard]");

if (root) {
  let loading: Promise<unknown> | undefined;
  /** A click that came before there was anybody to hear it is made good once there is. */
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
    // The charts are drawn anew, so what is clicked is what is then at that place.
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
    // The button goes away; the focus goes to what can be done now.
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
