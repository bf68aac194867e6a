// The theme of a page: applied before anything is painted, remembered, and the same in all of the
// browser's tabs.
// It stands in <head> as a classic inline script, because a module or a file of its own would run
// after the first paint.
// `data-theme` on <html> says what was chosen: system, light or dark. Without JavaScript there is
// none: the page follows the system.
// Lines of comment are taken out by inlined() before the script goes into pages.
{
  // A host may serve other sites beside this one, and they share the storage.
  const key = "customer-trends-theme";
  const root = document.documentElement;
  const bars = [...document.querySelectorAll("[name=theme-color]")].map((meta) => [
    meta,
    meta.media,
  ]);
  const show = (wanted) => {
    const theme = wanted === "light" || wanted === "dark" ? wanted : "system";
    root.dataset.theme = theme;
    for (const [meta, media] of bars)
      meta.media = theme === "system" ? media : media.includes(theme) ? "all" : "not all";
  };
  const recall = () => {
    // A browser that blocks storage throws; what the page shows then stays.
    try {
      show(localStorage.getItem(key));
    } catch {
      show(root.dataset.theme);
    }
  };
  recall();
  addEventListener("storage", (event) => {
    // A storage that is cleared names no key.
    if (event.key === key || event.key === null) recall();
  });
  addEventListener("pageshow", (event) => {
    // A page that comes back by the Back button is as it was left, and heard nothing meanwhile.
    if (event.persisted) recall();
  });
  addEventListener("theme", (event) => {
    show(event.detail);
    try {
      localStorage.setItem(key, event.detail);
    } catch {}
  });
}
