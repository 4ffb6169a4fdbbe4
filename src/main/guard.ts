/** What a window may not do: go elsewhere, open others, embed pages, reach the network, or ask for camera and the like. */

import { app, session, shell, type Session, type WebContents } from 'electron';
import { isAppAddress, isLocalRequest, isWebAddress } from './app-address.ts';

/** Copying text as text is all that a page of the app may do beyond showing itself. */
const grantedPermissions: readonly string[] = ['clipboard-sanitized-write'];

function guardContents(contents: WebContents): void {
  const refuseForeign = (event: { preventDefault: () => void; url: string }): void => {
    if (!isAppAddress(event.url)) event.preventDefault();
  };
  contents.on('will-navigate', refuseForeign);
  contents.on('will-redirect', refuseForeign);
  contents.on('will-frame-navigate', (event) => {
    // A card's frame gets its text from the app and stays with it.
    if (!event.isMainFrame && event.url !== 'about:srcdoc' && event.url !== 'about:blank') event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    if (isWebAddress(url)) void shell.openExternal(url);
    return { action: 'deny' };
  });
}

function guardSession(guarded: Session, developmentUrl: string | undefined): void {
  guarded.setPermissionRequestHandler((contents, permission, decide) => decide(isAppAddress(contents.getURL()) && grantedPermissions.includes(permission)));
  guarded.setPermissionCheckHandler((_contents, permission, origin) => isAppAddress(origin) && grantedPermissions.includes(permission));
  guarded.setDevicePermissionHandler(() => false);
  guarded.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !isLocalRequest(details.url, developmentUrl) }));
  guarded.setSpellCheckerEnabled(false);
}

/** Guards every window and view that will ever be made. To be called once, when Electron is ready and before the first window. */
export function guardApp(developmentUrl: string | undefined): void {
  app.on('web-contents-created', (_event, contents) => guardContents(contents));
  guardSession(session.defaultSession, developmentUrl);
}
