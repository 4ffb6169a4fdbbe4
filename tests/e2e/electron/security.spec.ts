import { expect, test } from './desktop-app.ts';

test('the window is sandboxed and isolated, and its page has nothing of Node', async ({ desktop }) => {
  const { app, page } = await desktop.launch();
  expect(page.url()).toMatch(/^app:\/\/versus\//);
  const preferences = await app.evaluate(({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows()[0];
    return (window?.webContents as unknown as { getLastWebPreferences: () => Record<string, unknown> }).getLastWebPreferences();
  });
  expect(preferences).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false, webSecurity: true });
  const seen = await page.evaluate(() => ({
    globals: ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer'].filter((name) => name in globalThis),
    bridge: Object.keys((globalThis as unknown as { versus: object }).versus).sort(),
  }));
  expect(seen).toEqual({ globals: [], bridge: ['call', 'chooseTarget', 'fileTicket', 'folderTicket', 'onEvent', 'printPdf'] });
});
