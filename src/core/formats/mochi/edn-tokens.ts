/** Looks through EDN before it is parsed: the parser's time grows with the square of a name's length. */

/** Real names and numbers have some dozen letters. */
const LONGEST_TOKEN = 10_000;
const BETWEEN_TOKENS = new Set(Array.from(' \t\r\n,()[]{}"'));

/** Whether a name, number or tag, which stands outside of texts and comments, is longer than any real one. Linear in the text. */
export function hasEndlessToken(edn: string): boolean {
  let tokenFrom = 0;
  for (let at = 0; at < edn.length; at += 1) {
    const letter = edn.charAt(at);
    if (letter === '"') at = findTextEnd(edn, at);
    else if (letter === ';') at = findLineEnd(edn, at);
    else if (!BETWEEN_TOKENS.has(letter)) {
      if (at - tokenFrom >= LONGEST_TOKEN) return true;
      continue;
    }
    tokenFrom = at + 1;
  }
  return false;
}

function findTextEnd(edn: string, from: number): number {
  let at = from + 1;
  while (at < edn.length && edn.charAt(at) !== '"') at += edn.charAt(at) === '\\' ? 2 : 1;
  return at;
}

function findLineEnd(edn: string, from: number): number {
  const end = edn.indexOf('\n', from);
  return end === -1 ? edn.length : end;
}
