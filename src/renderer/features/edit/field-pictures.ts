/** Pictures in a field being edited: shown from the library, written by their names. */

import { renameAttribute } from './rename-attribute.ts';

/** Where the name of a picture waits while it stands in the editor. */
const NAME = 'data-versus-src';

/** Takes the addresses out of a fragment, so that nothing loads; the names stay with their pictures. */
export function parkPictures(fragment: DocumentFragment): void {
  for (const image of fragment.querySelectorAll('img[src]')) renameAttribute(image, 'src', NAME);
}

/** Gives the pictures of a fragment their names back, in place of where they were shown from. */
export function unparkPictures(fragment: DocumentFragment): void {
  for (const image of fragment.querySelectorAll(`img[${NAME}]`)) {
    image.removeAttribute('src');
    renameAttribute(image, NAME, 'src');
  }
}

/** Shows the pictures of a field that are not shown yet; `findUrls` gives the library's addresses of names, or null for what it does not have. */
export async function showPictures(field: HTMLElement, findUrls: (names: readonly string[]) => Promise<readonly (string | null)[]>): Promise<void> {
  const images = [...field.querySelectorAll<HTMLImageElement>(`img[${NAME}]:not([src])`)];
  if (images.length === 0) return;
  const urls = await findUrls(images.map((image) => decodeName(image.getAttribute(NAME) ?? '')));
  images.forEach((image, index) => {
    const url = urls[index] ?? null;
    if (url !== null && image.isConnected) image.src = url;
  });
}

/** HTML that refers to a file of the library: a picture, or the mark that plays a sound or a video. */
export function referToMedia(name: string): string {
  if (/\.(?:jpe?g|png|gif|webp|avif|bmp|svg)$/i.test(name)) {
    const image = document.createElement('img');
    image.setAttribute(NAME, encodeURIComponent(name) === name ? name : name.replace(/[%#?]/g, encodeURIComponent));
    return image.outerHTML;
  }
  const text = document.createElement('span');
  text.textContent = `[sound:${name}]`;
  return text.innerHTML;
}

function decodeName(source: string): string {
  try {
    return decodeURIComponent(source);
  } catch {
    return source;
  }
}
