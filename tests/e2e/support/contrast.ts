/**
 * Texts that stand out too little from what is behind them: in drawings, where axe does not look,
 * or everywhere.
 * Runs in the page, so it refers to nothing outside.
 * @param options.least the ratio of contrast that texts must have
 */
export function contrastProblems({
  least,
  everywhere = false,
}: {
  readonly least: number;
  readonly everywhere?: boolean;
}): string[] {
  type Colour = readonly [number, number, number, number];
  const parse = (text: string): Colour => {
    const [r = 0, g = 0, b = 0, a = 1] = (text.match(/[\d.]+/g) ?? []).map(Number);
    return text === "none" ? [0, 0, 0, 0] : [r, g, b, a];
  };
  const luminance = ([r, g, b]: Colour) => {
    const [x = 0, y = 0, z = 0] = [r, g, b].map((channel) =>
      channel / 255 <= 0.04045 ? channel / 255 / 12.92 : ((channel / 255 + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const contrast = (a: Colour, b: Colour) =>
    (Math.max(luminance(a), luminance(b)) + 0.05) / (Math.min(luminance(a), luminance(b)) + 0.05);
  const shown = (element: Element) =>
    element.checkVisibility({ visibilityProperty: true }) &&
    element.getBoundingClientRect().width > 0;

  /** The nearest background that is not see-through. */
  const behind = (element: Element | null): Colour => {
    for (let at = element; at; at = at.parentElement) {
      const colour = parse(getComputedStyle(at).backgroundColor);
      if (colour[3] > 0.99) return colour;
    }
    return [255, 255, 255, 1];
  };
  /**
   * The colour under the middle of a text: what is behind the drawing, and over it the marks that
   * are drawn before the text.
   */
  const ground = (text: Element, svg: Element): Colour => {
    const box = text.getBoundingClientRect();
    const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
    return [...svg.querySelectorAll("rect, path, circle")]
      .filter((shape) => {
        const frame = shape.getBoundingClientRect();
        return (
          (shape.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0 &&
          frame.left < x &&
          x < frame.right &&
          frame.top < y &&
          y < frame.bottom
        );
      })
      .map((shape) => getComputedStyle(shape))
      .reduce((under, { fill, fillOpacity }) => {
        const over = parse(fill);
        const opacity = over[3] * Number(fillOpacity);
        const mixed = (channel: 0 | 1 | 2) =>
          Math.round(opacity * over[channel] + (1 - opacity) * under[channel]);
        return [mixed(0), mixed(1), mixed(2), 1];
      }, behind(svg));
  };

  const problems: string[] = [];
  const check = (words: string, colour: Colour, ground: Colour) => {
    const ratio = contrast(colour, ground);
    if (colour[3] < 0.99) problems.push(`"${words.trim().slice(0, 40)}" is see-through`);
    else if (ratio < least)
      problems.push(
        `"${words.trim().slice(0, 40)}" has a contrast of ${ratio.toFixed(2)}: ` +
          `rgb(${colour.slice(0, 3).join(" ")}) on rgb(${ground.slice(0, 3).join(" ")})`,
      );
  };
  for (const svg of [...document.querySelectorAll(".chart > svg")].filter(shown))
    for (const text of svg.querySelectorAll("text"))
      if (text.textContent)
        check(
          `${svg.closest("figure")?.id ?? ""}: ${text.textContent}`,
          parse(getComputedStyle(text).fill),
          ground(text, svg),
        );
  if (everywhere)
    for (const element of document.body.querySelectorAll("*")) {
      const own = [...element.childNodes]
        .filter((node) => node.nodeType === Node.TEXT_NODE)
        .map((node) => node.textContent ?? "")
        .join("")
        .trim();
      if (own && shown(element) && !element.closest("svg, .visually-hidden, style, script"))
        check(own, parse(getComputedStyle(element).color), behind(element));
    }
  return [...new Set(problems)];
}
