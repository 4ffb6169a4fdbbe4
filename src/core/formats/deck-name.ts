/** What a deck is called when only its file has a name. */

/** The file's name without folders and extension; never empty. */
export function deckNameOf(fileName: string): string {
  const name = fileName.slice(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
  return name.replace(/\.[A-Za-z0-9]{1,8}$/, '').trim() || 'Imported';
}
