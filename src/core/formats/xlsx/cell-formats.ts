/** What a cell's style makes of its number: a date, a time, a percentage, digits with zeros in front, or the number itself. */

import { childrenNamed, readRecords } from './local-names.ts';

export type CellFormat =
  | { readonly kind: 'number' | 'percent' | 'duration' }
  | { readonly kind: 'moment'; readonly hasDate: boolean; readonly hasTime: boolean }
  | { readonly kind: 'padded'; readonly digits: number };

const NUMBER: CellFormat = { kind: 'number' };

/** Formats that files name by number only (ECMA-376, part 1, 18.8.30), East Asian ones among them. */
const BUILT_IN: readonly { readonly from: number; readonly to: number; readonly format: CellFormat }[] = [
  { from: 9, to: 10, format: { kind: 'percent' } },
  { from: 14, to: 17, format: { kind: 'moment', hasDate: true, hasTime: false } },
  { from: 18, to: 21, format: { kind: 'moment', hasDate: false, hasTime: true } },
  { from: 22, to: 22, format: { kind: 'moment', hasDate: true, hasTime: true } },
  { from: 27, to: 31, format: { kind: 'moment', hasDate: true, hasTime: false } },
  { from: 32, to: 35, format: { kind: 'moment', hasDate: false, hasTime: true } },
  { from: 36, to: 36, format: { kind: 'moment', hasDate: true, hasTime: false } },
  { from: 45, to: 45, format: { kind: 'moment', hasDate: false, hasTime: true } },
  { from: 46, to: 46, format: { kind: 'duration' } },
  { from: 47, to: 47, format: { kind: 'moment', hasDate: false, hasTime: true } },
  { from: 50, to: 58, format: { kind: 'moment', hasDate: true, hasTime: false } },
];

/** The formats of a workbook's cell styles, by the style's number. */
export function readCellFormats(text: string, throwIfCancelled: () => void): CellFormat[] {
  const codes = new Map<number, string>();
  const styles: number[] = [];
  readRecords(text, ['styleSheet'], (element, name) => {
    if (name === 'numFmts') for (const { attributes } of childrenNamed(element, 'numFmt')) codes.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '');
    if (name === 'cellXfs') for (const { attributes } of childrenNamed(element, 'xf')) styles.push(Number(attributes['numFmtId'] ?? 0));
  }, throwIfCancelled);
  return styles.map((id) => {
    const code = codes.get(id);
    return code === undefined ? (BUILT_IN.find(({ from, to }) => id >= from && id <= to)?.format ?? NUMBER) : readFormatCode(code);
  });
}

/** Only the part for positive numbers counts; what stands in quotes, behind a backslash or in brackets is decoration, but for elapsed hours. */
export function readFormatCode(code: string): CellFormat {
  if (/\[(h+|m+|s+)\]/i.test(code)) return { kind: 'duration' };
  const bare = code.replace(/"[^"]*"|\\.|\[[^\]]*\]|[_*]./g, '').split(';')[0] ?? '';
  if (/^0{2,}$/.test(bare.trim())) return { kind: 'padded', digits: bare.trim().length };
  if (/general/i.test(bare)) return NUMBER;
  const hasTime = /[hs]/i.test(bare);
  const hasDate = /[yd]/i.test(bare) || (/m/i.test(bare) && !hasTime);
  if ((hasDate || hasTime) && !/[#?]/.test(bare)) return { kind: 'moment', hasDate, hasTime };
  return bare.includes('%') ? { kind: 'percent' } : NUMBER;
}
