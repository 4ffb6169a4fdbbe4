/** The app's settings as the window knows them, and the theme that follows from them and from the system. */

import type { Client } from '../../contract/client.ts';
import type { InputOf } from '../../contract/contract.ts';
import type { AppSettings } from '../../contract/library.ts';
import { toErrorReport } from '../../core/errors.ts';
import type { Toasts } from './toasts.svelte.ts';

/** What holds until the library has answered. */
const UNTIL_KNOWN: AppSettings = {
  theme: 'system',
  cardFont: 'sans',
  cardFontPixels: 22,
  showKeyHints: true,
  playSoundAutomatically: true,
  certaintyStep: false,
  adaptiveModes: true,
  dayStartsAtHour: 4,
};

export class Settings {
  value = $state.raw<AppSettings>(UNTIL_KNOWN);
  isKnown = $state(false);
  readonly #client: Client;
  readonly #toasts: Toasts;

  constructor(client: Client, toasts: Toasts) {
    this.#client = client;
    this.#toasts = toasts;
  }

  async load(): Promise<void> {
    try {
      this.value = await this.#client.call('settings.get', {});
      this.isKnown = true;
    } catch (thrown) {
      this.#toasts.show(toErrorReport(thrown).message, { tone: 'problem' });
    }
  }

  /** Shows the change at once and stores it; when that fails, what was stored comes back and the person is told. */
  async update(patch: InputOf<'settings.update'>): Promise<void> {
    const before = this.value;
    this.value = Object.assign({ ...before }, patch);
    try {
      this.value = await this.#client.call('settings.update', patch);
    } catch (thrown) {
      this.value = before;
      this.#toasts.show(toErrorReport(thrown).message, { tone: 'problem' });
    }
  }
}

export interface SystemLook {
  readonly isDark: boolean;
  readonly wantsContrast: boolean;
}

/** The theme to show, and the ground it stands on: only high contrast exists on both. */
export function resolveTheme(theme: AppSettings['theme'], system: SystemLook): { theme: 'light' | 'dark' | 'contrast'; ground: 'light' | 'dark' } {
  const systemGround = system.isDark ? 'dark' : 'light';
  switch (theme) {
    case 'system':
      return { theme: system.wantsContrast ? 'contrast' : systemGround, ground: systemGround };
    case 'contrast':
      return { theme, ground: systemGround };
    case 'light':
    case 'dark':
      return { theme, ground: theme };
  }
}

/** Keeps `data-theme` and `data-ground` of the document in step with the settings and the system. Call while a component initialises. */
export function followTheme(settings: Settings, root: HTMLElement): void {
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const contrast = window.matchMedia('(prefers-contrast: more)');
  let system = $state.raw<SystemLook>({ isDark: dark.matches, wantsContrast: contrast.matches });
  $effect(() => {
    const read = (): void => {
      system = { isDark: dark.matches, wantsContrast: contrast.matches };
    };
    dark.addEventListener('change', read);
    contrast.addEventListener('change', read);
    return () => {
      dark.removeEventListener('change', read);
      contrast.removeEventListener('change', read);
    };
  });
  $effect.pre(() => {
    const look = resolveTheme(settings.value.theme, system);
    root.dataset['theme'] = look.theme;
    root.dataset['ground'] = look.ground;
  });
}
