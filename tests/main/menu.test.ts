import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, test } from 'vitest';
import { buildMenu } from '../../src/main/menu.ts';

function itemsOf(items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? itemsOf(item.submenu) : [])]);
}

function build(platform: NodeJS.Platform) {
  const chosen: string[] = [];
  const menu = buildMenu(platform, { choose: (action) => chosen.push(action), chooseFiles: () => chosen.push('files'), print: () => chosen.push('print') });
  return { menu, items: itemsOf(menu), chosen };
}

describe.each(['linux', 'win32', 'darwin'] as const)('the menus on %s', (platform) => {
  test('offer every action of the app once', () => {
    const { items, chosen } = build(platform);
    for (const item of items) item.click?.(undefined as never, undefined as never, undefined as never);
    expect(chosen.sort()).toEqual(['export', 'files', 'keys', 'library', 'new-deck', 'new-note', 'palette', 'print', 'redo', 'settings', 'undo']);
  });

  test('give no key twice', () => {
    const keys = build(platform).items.flatMap(({ accelerator }) => (accelerator === undefined ? [] : [String(accelerator).replace('Cmd+', 'CmdOrCtrl+')]));
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('leave undo in a text field to the text', () => {
    const undo = build(platform).items.find(({ id }) => id === 'undo');
    expect(undo?.registerAccelerator).toBe(platform === 'darwin' ? undefined : false);
  });
});

test('a Mac has its app menu first, other platforms quit from the file menu', () => {
  expect(build('darwin').menu[0]?.role).toBe('appMenu');
  expect(build('linux').menu[0]?.label).toBe('&File');
  expect(itemsOf(build('linux').menu).some(({ role }) => role === 'quit')).toBe(true);
});
