/** Picks the transport of this window: the preload's bridge where there is one, else HTTP. */

import type { Transport } from '../../contract/transport.ts';
import { createElectronTransport, findPreloadBridge } from './electron-transport.ts';
import { createHttpTransport } from './http-transport.ts';

export function chooseTransport(): Transport {
  const bridge = findPreloadBridge();
  return bridge === null ? createHttpTransport() : createElectronTransport(bridge);
}
