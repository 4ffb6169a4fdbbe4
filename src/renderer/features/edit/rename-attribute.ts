/** Renaming an attribute in its place. */

/** The attributes keep their order, so that a field that was only looked at reads as before. */
export function renameAttribute(element: Element, from: string, to: string): void {
  for (const { name, value } of [...element.attributes]) {
    element.removeAttribute(name);
    element.setAttribute(name === from ? to : name, value);
  }
}
