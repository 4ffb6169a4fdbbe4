/** A number of a workbook as text: without the noise of binary fractions, dates in ISO form. */

import type { CellFormat } from './cell-formats.ts';

/** Excel itself shows no more. */
const SIGNIFICANT_DIGITS = 15;
const DAY_MILLIS = 86_400_000;
const SECONDS_A_DAY = 86_400;
/** 9999-12-31. */
const LAST_SERIAL = 2_958_465;
/** Excel believes that 1900 had a 29th of February, as Lotus 1-2-3 did: from serial 60 on days are one too high. */
const FALSE_LEAP_DAY = 60;
const EPOCH_1900_MILLIS = Date.UTC(1899, 11, 31);
const EPOCH_1904_MILLIS = Date.UTC(1904, 0, 1);

/** `value` as the file has it; what is no number is given back as it is. */
export function showNumber(value: string, format: CellFormat, startsIn1904: boolean): string {
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number)) return value.trim();
  switch (format.kind) {
    case 'moment':
      return number < 0 || number > LAST_SERIAL ? showPlain(number) : showMoment(number, format, startsIn1904);
    case 'duration':
      return showDuration(number);
    case 'percent':
      return `${showPlain(number * 100)}%`;
    case 'padded':
      return Number.isInteger(number) && number >= 0 ? showPlain(number).padStart(format.digits, '0') : showPlain(number);
    case 'number':
      return showPlain(number);
  }
}

function showPlain(number: number): string {
  return String(Number(number.toPrecision(SIGNIFICANT_DIGITS)));
}

function showMoment(serial: number, { hasDate, hasTime }: { readonly hasDate: boolean; readonly hasTime: boolean }, startsIn1904: boolean): string {
  const seconds = Math.round(serial * SECONDS_A_DAY);
  const day = hasTime ? Math.floor(seconds / SECONDS_A_DAY) : Math.floor(serial);
  const epoch = startsIn1904 ? EPOCH_1904_MILLIS : EPOCH_1900_MILLIS;
  const date = new Date(epoch + (!startsIn1904 && day >= FALSE_LEAP_DAY ? day - 1 : day) * DAY_MILLIS).toISOString().slice(0, 10);
  const time = showClock(seconds - Math.floor(seconds / SECONDS_A_DAY) * SECONDS_A_DAY);
  return hasDate && hasTime ? `${date} ${time}` : hasDate ? date : time;
}

function showDuration(days: number): string {
  return `${days < 0 ? '-' : ''}${showClock(Math.round(Math.abs(days) * SECONDS_A_DAY))}`;
}

/** Seconds only where there are some. */
function showClock(seconds: number): string {
  const twoDigits = (number: number): string => String(number).padStart(2, '0');
  const clock = `${twoDigits(Math.floor(seconds / 3600))}:${twoDigits(Math.floor(seconds / 60) % 60)}`;
  return seconds % 60 === 0 ? clock : `${clock}:${twoDigits(seconds % 60)}`;
}
