import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "./support/fixture.ts";
import { filesOf, siteNamed, urlOf } from "./support/sites.ts";
import { parseXml } from "./support/xml.ts";

/** The text of an element as a reader sees it: lines joined by a space. */
const wordsOf = (element: Element) =>
  [...element.querySelectorAll("text")].map((text) =>
    text.querySelector("tspan")
      ? [...text.querySelectorAll("tspan")].map((line) => line.textContent).join(" ")
      : text.textContent,
  );
/** Whatever in a picture would fetch something or run. */
function outwardOf(root: Element): string[] {
  const elements = [root, ...root.querySelectorAll("*")];
  const attributes = elements
    .flatMap((element) => [...element.attributes])
    .filter(({ name, value }) => /^on|href$|^src|^style$/.test(name) || /url\((?!#)/.test(value));
  const styles = [...root.querySelectorAll("style")].filter(({ textContent }) =>
    /url\(|@import/.test(textContent),
  );
  return [
    ...attributes,
    ...styles,
    ...root.querySelectorAll("script, image, foreignObject, use, a"),
  ].map(({ nodeName }) => nodeName);
}

const lettersOf = (text: string) => text.replaceAll(/[\s…]/g, "");

for (const name of ["sample", "hostile", "alone"] as const) {
  const site = siteNamed(name);
  const pictures = filesOf(site.dist).filter((file) => /^data\/.*\.svg$/.test(file));

  test(`every chart of "${name}" can be had as a picture that stands alone, with its finding and its source`, async ({
    page,
  }) => {
    expect(pictures.length).toBeGreaterThanOrEqual(8);
    for (const file of pictures) {
      await test.step(file, async () => {
        const text = readFileSync(join(site.dist, file), "utf8");
        const root = parseXml(text).documentElement;
        const question = file.replace(/^data\/|\.svg$/g, "");
        await page.goto(urlOf(site, `/questions/${question}/`));
        const finding = (await page.locator("figcaption h2").textContent()) ?? "";
        const day =
          /data\s+as\s+of (\w+ \d+, \d{4})/.exec(
            (await page.getByRole("contentinfo").textContent()) ?? "",
          )?.[1] ?? "no date";
        expect(root.querySelector(":scope > title")?.textContent).toBe(finding);
        const words = wordsOf(root);
        // A word too long for a line ends in an ellipsis, so a long finding is known by its
        // beginning.
        expect(lettersOf(words[0] ?? "").slice(0, 50)).toBe(
          lettersOf(finding).slice(0, lettersOf(words[0] ?? "").slice(0, 50).length),
        );
        expect(words.at(-1)).toMatch(/^Source: /);
        expect(words.at(-1)).toContain(`data as of ${day}`);

        expect(outwardOf(root), "nothing is fetched from elsewhere, and nothing runs").toEqual([]);
        const used = new Set([...text.matchAll(/var\((--[\w-]+)/g)].map((match) => match[1]));
        const declared = new Set(
          [...(root.querySelector("style")?.textContent ?? "").matchAll(/(--[\w-]+)\s*:/g)].map(
            (match) => match[1],
          ),
        );
        expect(
          [...used].filter((variable) => !declared.has(variable)),
          "every colour is declared inside",
        ).toEqual([]);
        expect([...root.querySelectorAll("[id]")].map(({ id }) => id)).toEqual([
          ...new Set([...root.querySelectorAll("[id]")].map(({ id }) => id)),
        ]);
      });
    }
  });

  test(`a browser draws every picture of "${name}", none of its text outside`, async ({
    page,
    troubles,
  }) => {
    // A picture opened by itself names no icon, so the browser looks for the host's.
    troubles.tolerate(/favicon\.ico|\.svg: Failed to load resource/);
    for (const file of pictures) {
      await page.goto(urlOf(site, `/${file}`));
      const outside = await page.evaluate(() => {
        const frame = document.documentElement.getBoundingClientRect();
        return [...document.querySelectorAll("text")]
          .filter((text) => {
            const box = text.getBoundingClientRect();
            return (
              box.left < frame.left - 1 ||
              box.right > frame.right + 1 ||
              box.top < frame.top - 1 ||
              box.bottom > frame.bottom + 1
            );
          })
          .map(({ textContent }) => textContent);
      });
      expect(outside, file).toEqual([]);
    }
  });
}
