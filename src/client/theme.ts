/**
 * The theme switch in the masthead: shows what `data-theme` on <html> says, whichever page or tab
 * set it, and asks the script in
 * <head> (theme-boot.js) to apply and remember what is chosen.
 */
const root = document.documentElement;
const choices = document.querySelectorAll<HTMLInputElement>(".theme input");

const agree = () => {
  for (const choice of choices) choice.checked = choice.value === root.dataset["theme"];
};

agree();
new MutationObserver(agree).observe(root, { attributeFilter: ["data-theme"] });
for (const choice of choices)
  choice.addEventListener("change", () =>
    dispatchEvent(new CustomEvent("theme", { detail: choice.value })),
  );
