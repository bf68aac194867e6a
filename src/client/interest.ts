/**
 * What a page loads first of its interactive part: it waits for a sign of interest (pointer, focus, touch, a link that has chosen
 * something, or time to spare where nobody saves data) and only then fetches the drawing code and the cube.
 */
export {};

const root = document.querySelector<HTMLElement>("[data-dashboard]");

if (root) {
  let loading: Promise<unknown> | undefined;
  /** A click that came before there was anybody to hear it is made good once there is. */
  let missed: { readonly x: number; readonly y: number } | undefined;
  const load = () =>
    (loading ??= import("./app.ts")
      .then(({ start }) => start(root))
      .then(() => {
        const target = missed && document.elementFromPoint(missed.x - scrollX, missed.y - scrollY);
        target?.dispatchEvent(new MouseEvent("click", { bubbles: true }));
        removeEventListener("click", remember, true);
      })
      .catch((error: unknown) => {
        console.error(error);
        loading = undefined;
        root.dataset["state"] = "failed";
      }));
  const remember = (event: MouseEvent) => {
    if (event.target instanceof Element && event.target.closest(".chart")) missed = { x: event.pageX, y: event.pageY };
  };

  root.hidden = false;
  addEventListener("click", remember, true);
  for (const sign of ["pointerover", "pointerdown", "focusin"]) document.querySelector("main")?.addEventListener(sign, () => void load(), { once: true, passive: true });
  root.querySelector("[data-retry]")?.addEventListener("click", () => {
    root.dataset["state"] = "";
    void load();
  });
  if (location.search) {
    root.dataset["state"] = "loading";
    void load();
  }
  const { connection } = navigator as Navigator & { connection?: { readonly saveData?: boolean; readonly effectiveType?: string } };
  const spare = !connection?.saveData && !connection?.effectiveType?.endsWith("2g");
  addEventListener("load", () => {
    if (spare && "requestIdleCallback" in window) requestIdleCallback(() => void load(), { timeout: 10_000 });
  });
}
