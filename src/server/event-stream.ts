/** The backend's events as server-sent events, to as many windows as are open. */

import type { ServerResponse } from 'node:http';
import type { AppEvent } from '../contract/transport.ts';

export interface EventStreams {
  readonly add: (response: ServerResponse) => void;
  readonly send: (event: AppEvent) => void;
  readonly count: () => number;
  readonly closeAll: () => void;
}

/** Keeps the open streams. A comment every `heartbeatMillis` shows that the server lives and lets dead connections be noticed. */
export function createEventStreams(headers: Readonly<Record<string, string>>, heartbeatMillis = 15_000): EventStreams {
  const open = new Set<ServerResponse>();
  const heartbeat = setInterval(() => open.forEach((response) => response.write(': still here\n\n')), heartbeatMillis);
  heartbeat.unref();
  return {
    add: (response) => {
      response.writeHead(200, { ...headers, 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-store' });
      response.write('retry: 1000\n\n');
      open.add(response);
      response.on('close', () => open.delete(response));
    },
    send: (event) => open.forEach((response) => response.write(`data: ${JSON.stringify(event)}\n\n`)),
    count: () => open.size,
    closeAll: () => {
      clearInterval(heartbeat);
      open.forEach((response) => response.end());
      open.clear();
    },
  };
}
