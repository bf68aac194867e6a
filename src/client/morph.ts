/**
 * Changes an element into another one, touching only what differs: little is laid out again, the
 * focus stays, and changes can be animated.
 * @param next is consumed: children that have no counterpart are moved out of it
 */
export function morph(current: Element, next: Element): void {
  // Comparing a whole subtree natively is faster than reading one attribute here.
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
  // By name: attribute objects cost several times as much.
  const [have, want] = [current.getAttributeNames(), next.getAttributeNames()];
  for (const name of want) {
    const value = next.getAttribute(name) ?? "";
    if (current.getAttribute(name) !== value) current.setAttribute(name, value);
  }
  if (have.length > want.length || have.some((name) => !next.hasAttribute(name)))
    for (const name of have) if (!next.hasAttribute(name)) current.removeAttribute(name);
}
