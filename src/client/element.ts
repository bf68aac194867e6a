/**
 * How an element is created: attributes by name (undefined omits one, true writes it without a
 * value), and a click handler.
 */
export interface Making {
  readonly class?: string;
  readonly text?: string;
  readonly click?: () => void;
  readonly attributes?: Readonly<Record<string, string | boolean | undefined>>;
}

/** Creates an element with its children. */
export function make<K extends keyof HTMLElementTagNameMap>(
  name: K,
  { class: className, text, click, attributes = {} }: Making = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  if (className !== undefined) element.className = className;
  if (text !== undefined) element.textContent = text;
  for (const [attribute, value] of Object.entries(attributes))
    if (value !== undefined && value !== false)
      element.setAttribute(attribute, value === true ? "" : value);
  if (click) element.addEventListener("click", click);
  element.append(...children);
  return element;
}

/**
 * The first element that matches a selector.
 * @throws Error if there is none: the page and its script do not belong together
 */
// The selector implies the type of element.
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
export function find<T extends Element = HTMLElement>(
  selector: string,
  within: ParentNode = document,
): T {
  const found = within.querySelector<T>(selector);
  if (!found) throw new Error(`The page has no element ${selector}. Rebuild the site.`);
  return found;
}
