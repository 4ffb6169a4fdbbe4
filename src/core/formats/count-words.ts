/** Counts in the sentences that imports and exports say. */

/** “1 note”, “1,156 notes”. */
export function countWords(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}
