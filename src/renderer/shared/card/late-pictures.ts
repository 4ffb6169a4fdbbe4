/**
 * Loads the pictures of a card with very many of them as they come near the window. The browser's own way (`loading=lazy`) is
 * off where scripts are off.
 */

/** So many load at once; few cards have more. */
const AT_ONCE = 60;

export interface LatePictures {
  /** Takes the addresses off all but the first pictures of a side that is not shown yet. */
  readonly hold: (root: DocumentFragment) => void;
  readonly stop: () => void;
}

export function createLatePictures(): LatePictures {
  const held = new WeakMap<Element, { readonly address: string; readonly alt: string | null }>();
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        const picture = held.get(target);
        if (!isIntersecting || picture === undefined) continue;
        observer.unobserve(target);
        target.classList.remove('versus-waiting');
        target.setAttribute('src', picture.address);
        if (picture.alt !== null) target.setAttribute('alt', picture.alt);
      }
    },
    { rootMargin: '100% 0%' },
  );
  return {
    stop: () => observer.disconnect(),
    hold: (root) => {
      observer.disconnect();
      for (const picture of [...root.querySelectorAll('img[src]')].slice(AT_ONCE)) {
        // The words in place of a picture are costly to lay out by the thousand.
        held.set(picture, { address: picture.getAttribute('src') ?? '', alt: picture.getAttribute('alt') });
        picture.removeAttribute('src');
        picture.removeAttribute('alt');
        picture.classList.add('versus-waiting');
        observer.observe(picture);
      }
    },
  };
}
