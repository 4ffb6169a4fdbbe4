/** app://versus/, the standard, secure origin that the window's pages and media come from. */

import { protocol } from 'electron';
import type { Routes } from '../host/routes.ts';
import { appScheme } from './app-address.ts';

/** To be called before Electron is ready. */
export function declareAppProtocol(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true } },
  ]);
}

/** To be called once Electron is ready. */
export function serveAppProtocol(routes: Routes): void {
  protocol.handle(appScheme, routes);
}
