/** Picks how this window reaches its host: by the preload's bridge where there is one, else over HTTP. */

import type { HostDoors } from '../../contract/host-doors.ts';
import type { Transport } from '../../contract/transport.ts';
import { createBrowserDoors } from './browser-doors.ts';
import { createElectronDoors } from './electron-doors.ts';
import { createElectronTransport, findPreloadBridge } from './electron-transport.ts';
import { createHttpTransport } from './http-transport.ts';

export function chooseTransport(): { readonly transport: Transport; readonly doors: HostDoors } {
  const bridge = findPreloadBridge();
  return bridge === null
    ? { transport: createHttpTransport(), doors: createBrowserDoors() }
    : { transport: createElectronTransport(bridge), doors: createElectronDoors(bridge) };
}
