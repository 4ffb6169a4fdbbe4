/**
 * Names as Anki compares them: it tells no upper from lower case, in any script (its collation `unicase`), and orders by that.
 * SQLite knows nothing like it but for ASCII, so an index over names is written only where both agree on the order.
 */

/** The character as it is compared, or null where folding is not plain lower case. */
function foldCharacter(character: string): string | null {
  const lower = character.toLowerCase();
  const isPlain = lower.toUpperCase().toLowerCase() === lower && Array.from(lower).length === 1 && character.toUpperCase().toLowerCase() === lower;
  return isPlain ? lower : null;
}

/** The name in the form in which equal names are equal. Source: Unicode case folding, as far as lower case is it. */
export function foldName(name: string): string {
  return Array.from(name, (character) => foldCharacter(character) ?? character.toUpperCase().toLowerCase()).join('');
}

function asciiFolded(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

function compareBytes(left: string, right: string): number {
  const leftPoints = Array.from(left);
  const rightPoints = Array.from(right);
  const length = Math.min(leftPoints.length, rightPoints.length);
  for (let index = 0; index < length; index += 1) {
    const difference = (leftPoints[index]?.codePointAt(0) ?? 0) - (rightPoints[index]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return leftPoints.length - rightPoints.length;
}

/** Whether SQLite’s order without ASCII case is Anki’s order for these names, and no two of them are the same to Anki. */
export function isOrderShared(names: readonly string[]): boolean {
  if (names.some((name) => Array.from(name).some((character) => foldCharacter(character) === null))) return false;
  const sorted = [...names].sort((left, right) => compareBytes(asciiFolded(left), asciiFolded(right)));
  return sorted.every((name, index) => {
    const previous = sorted[index - 1];
    return previous === undefined || compareBytes(foldName(previous), foldName(name)) < 0;
  });
}
