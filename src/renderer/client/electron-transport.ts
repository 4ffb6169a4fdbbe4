/** Reaches the backend through the functions that the preload exposes as `window.versus`. */

import type { DesktopBridge } from '../../contract/bridge.ts';
import type { Transport } from '../../contract/transport.ts';

/** The bridge of this window, or null in an ordinary browser. */
export function findPreloadBridge(): DesktopBridge | null {
  return (window as Window & { readonly versus?: DesktopBridge }).versus ?? null;
}

export function createElectronTransport(bridge: DesktopBridge): Transport {
  return {
    call: (name, input) => bridge.call(name, input),
    onEvent: (listener) => bridge.onEvent(listener),
    sendFile: (file) => bridge.fileTicket(file),
  };
}
