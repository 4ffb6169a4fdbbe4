/** Which addresses a card may load: the library's media, and pictures written into the card itself. */

/** Media of the library are served under this path by every host. */
const MEDIA_PATH = '/media/';

/** True for same-origin media addresses, for `data:` pictures and fonts, and for fragments of the card itself. */
export function isMediaAddress(address: string): boolean {
  const text = address.trim();
  if (text.startsWith('#')) return true;
  if (/^data:(?:image\/|font\/|application\/(?:x-)?font)/i.test(text)) return true;
  return isLibraryAddress(text);
}

export function isLibraryAddress(address: string): boolean {
  if (!address.startsWith(MEDIA_PATH) && !/^[a-z][a-z0-9+.-]*:/i.test(address)) return false;
  try {
    const url = new URL(address, document.baseURI);
    const base = new URL(document.baseURI);
    return url.protocol === base.protocol && url.host === base.host && url.pathname.startsWith(MEDIA_PATH) && !/%2e|%2f|%5c|\\/i.test(url.pathname);
  } catch {
    return false;
  }
}
