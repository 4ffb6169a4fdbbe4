/** Reaches the backend through the three functions that the preload exposes as `window.versus`. */

import type { AppEvent, Reply, Transport } from '../../contract/transport.ts';
import type { FileTicket } from '../../core/ids.ts';

export interface PreloadBridge {
  readonly call: (name: string, input: unknown) => Promise<Reply>;
  readonly onEvent: (listener: (event: AppEvent) => void) => () => void;
  readonly fileTicket: (file: File) => Promise<FileTicket>;
}

/** The bridge of this window, or null in an ordinary browser. */
export function findPreloadBridge(): PreloadBridge | null {
  return (window as Window & { readonly versus?: PreloadBridge }).versus ?? null;
}

export function createElectronTransport(bridge: PreloadBridge): Transport {
  return {
    call: (name, input) => bridge.call(name, input),
    onEvent: (listener) => bridge.onEvent(listener),
    sendFile: (file) => bridge.fileTicket(file),
  };
}
