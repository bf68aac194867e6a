/**
 * Makes an element what another one is, touching only what differs: the browser then styles and lays out little, the focus stays, and
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
    else if (here instanceof Element && there instanceof Element && here.localName === there.localName) morph(here, there);
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
  const [have, want] = [current.attributes, next.attributes];
  for (let index = 0; index < want.length; index++) {
    const [there, here] = [want[index], have[index]];
    if (!there) continue;
    // Both were made by the same code, so their attributes stand in the same order as long as they are the same ones.
    if (here?.name !== there.name) current.setAttribute(there.name, there.value);
    else if (here.value !== there.value) here.value = there.value;
  }
  if (have.length > want.length) for (const { name } of [...have]) if (!next.hasAttribute(name)) current.removeAttribute(name);
}
