/** Keeps the native parts (frame, menus, dialogs, ground of the window) in the theme that the learner chose. */

import { nativeTheme } from 'electron';
import type { AppSettings } from '../contract/library.ts';
import type { Backend } from '../host/spawn-backend.ts';

/** Takes over the theme now and whenever settings change. Resolves when the first is in place. */
export async function followTheme(backend: Backend): Promise<void> {
  const apply = async (): Promise<void> => {
    const reply = await backend.call('settings.get', {});
    if (!reply.ok) return;
    const { theme } = reply.value as AppSettings;
    nativeTheme.themeSource = theme === 'contrast' ? 'system' : theme;
  };
  backend.onEvent((event) => {
    if (event.type === 'changed' && event.topics.includes('settings')) void apply();
  });
  await apply();
}
