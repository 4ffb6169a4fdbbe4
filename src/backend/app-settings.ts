/** The app's settings, each a row of the settings table; what was never set has its default. */

import type * as z from 'zod';
import type { AppSettings } from '../contract/library.ts';
import { settingsPatch } from '../contract/library.ts';
import type { Library } from '../store/library.ts';
import { readDayStartsAtHour, readSetting, writeSetting } from '../store/settings.ts';

const DEFAULTS: Omit<AppSettings, 'dayStartsAtHour'> = {
  theme: 'system',
  cardFont: 'sans',
  cardFontPixels: 20,
  showKeyHints: true,
  playSoundAutomatically: true,
  certaintyStep: false,
  adaptiveModes: true,
};

/** Settings that another version wrote and this one does not understand count as never set. */
export function readAppSettings(library: Library): AppSettings {
  const stored: Record<string, unknown> = {};
  for (const key of Object.keys(DEFAULTS)) {
    const parsed = settingsPatch.safeParse({ [key]: readSetting(library.database, key) });
    if (parsed.success) Object.assign(stored, parsed.data);
  }
  const known = Object.fromEntries(Object.entries(stored).filter(([, value]) => value !== undefined));
  return { ...DEFAULTS, ...known, dayStartsAtHour: readDayStartsAtHour(library.database) };
}

/** Stores the parts that are given. */
export function writeAppSettings(library: Library, patch: z.output<typeof settingsPatch>): void {
  for (const [key, value] of Object.entries(patch)) if (value !== undefined) writeSetting(library.database, key, value);
}
