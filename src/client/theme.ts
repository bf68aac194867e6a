/**
 * The theme switch in the masthead: shows the value of `data-theme` on <html>, whichever page or tab
 * set it, and has the script in <head> (theme-boot.js) apply and store the choice.
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
