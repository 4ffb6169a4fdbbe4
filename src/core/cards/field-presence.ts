/** When a field counts as empty, for sections and for which cards a note has: nothing but space, line breaks and bare div elements. */

/** Anki's rule: ASCII white space, `<br>` and `<div>` in any form without attributes do not fill a field; `&nbsp;` does. */
export function isFieldEmpty(html: string): boolean {
  return /^(?:[ \t-\r]|<\/?(?:br|div) ?\/?>)*$/i.test(html);
}
