/**
 * Makes an element what another one is, touching only what differs: the browser then styles and
 * lays out little, the focus stays, and
 * what changes can be seen to move from where it was.
 * @param next is used up: children that have no counterpart are moved out of it
 */
export function morph(current: Element, next: Element): void {
  // The browser compares a whole group faster than this can ask for one attribute.
  if (current.isEqualNode(next)) return;
  matchAttributes(current, next);
  let here = current.firstChild;
  let there = next.firstChild;
  while (there) {
    const [following, after] = [there.nextSibling, here?.nextSibling ?? null];
    if (!here) current.append(there);
    else if (
      here instanceof Element &&
      there instanceof Element &&
      here.localName === there.localName
    )
      morph(here, there);
    else if (here instanceof Text && there instanceof Text) {
      if (here.data !== there.data) here.data = there.data;
    } else current.replaceChild(there, here);
    [here, there] = [after, following];
  }
  while (here) {
    const after = here.nextSibling;
    here.remove();
    here = after;
  }
}

function matchAttributes(current: Element, next: Element): void {
  // By name: an attribute as an object of its own costs the browser several times as much.
  const [have, want] = [current.getAttributeNames(), next.getAttributeNames()];
  for (const name of want) {
    const value = next.getAttribute(name) ?? "";
    if (current.getAttribute(name) !== value) current.setAttribute(name, value);
  }
  if (have.length > want.length || have.some((name) => !next.hasAttribute(name)))
    for (const name of have) if (!next.hasAttribute(name)) current.removeAttribute(name);
}
