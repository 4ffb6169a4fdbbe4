/** Reaches the backend over the loopback host: JSON calls, server-sent events, raw file bodies. */

import type { AppEvent, Reply, Topic, Transport } from '../../contract/transport.ts';
import { AppError } from '../../core/errors.ts';
import type { FileTicket } from '../../core/ids.ts';

const ALL_TOPICS: readonly Topic[] = ['decks', 'notes', 'cards', 'noteTypes', 'presets', 'settings', 'media', 'undo', 'drafts', 'contrast', 'practice'];

const UNREACHABLE =
  'Versus is no longer running, so this page cannot reach your cards. Everything you graded and saved is kept. Start Versus again, then reload this page.';

async function post(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { method: 'POST', credentials: 'same-origin', ...init });
  } catch (cause) {
    throw new AppError('internal', UNREACHABLE, { cause });
  }
}

/** A refusal by the host itself (no token, wrong origin) has no envelope; it becomes an error of its own. */
function refuse(response: Response): never {
  if (response.status === 401 || response.status === 403) {
    throw new AppError('bad-input', 'This page is not signed in to Versus. Open the address that Versus printed when it started; your cards are safe.');
  }
  throw new AppError('internal', 'Versus did not understand this page. Reload it; your cards are as they were.');
}

function isReply(value: unknown): value is Reply {
  return typeof value === 'object' && value !== null && 'ok' in value;
}

/**
 * Subscribes to `/api/events`, over one connection for all listeners: a browser grants a host six in all, and calls need some too.
 * After a lost connection everything counts as changed, because events were missed.
 */
function shareEvents(): Transport['onEvent'] {
  const listeners = new Set<(event: AppEvent) => void>();
  let source: EventSource | null = null;
  const tell = (event: AppEvent): void => {
    for (const listener of [...listeners]) listener(event);
  };
  const open = (): EventSource => {
    const opened = new EventSource('/api/events');
    let wasLost = false;
    opened.onmessage = (message) => tell(JSON.parse(String(message.data)) as AppEvent);
    opened.onerror = () => {
      wasLost = true;
    };
    opened.onopen = () => {
      if (wasLost) tell({ type: 'changed', topics: ALL_TOPICS });
      wasLost = false;
    };
    return opened;
  };
  return (listener) => {
    // Wrapped, so that a listener given twice hears twice and each can end by itself.
    const entry = (event: AppEvent): void => listener(event);
    listeners.add(entry);
    source ??= open();
    return () => {
      listeners.delete(entry);
      if (listeners.size > 0) return;
      source?.close();
      source = null;
    };
  };
}

/** The transport of a page served on 127.0.0.1. Throws AppError when the host cannot be reached or refuses. */
export function createHttpTransport(): Transport {
  return {
    call: async (name, input) => {
      const response = await post('/api/call', {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name, input }),
      });
      const reply: unknown = await response.json().catch(() => null);
      return isReply(reply) ? reply : refuse(response);
    },
    onEvent: shareEvents(),
    sendFile: async (file) => readTicket(await upload(`/api/files?name=${encodeURIComponent(file.name)}`, file)),
  };
}

/** Posts a file's bytes, or nothing. Throws AppError when the host cannot be reached. */
export function upload(url: string, body: File | null): Promise<Response> {
  return post(url, { headers: { 'content-type': 'application/octet-stream' }, body });
}

/** The ticket of what was sent. Throws AppError with the host's sentence when it was refused. */
export async function readTicket(response: Response): Promise<FileTicket> {
  const reply: unknown = await response.json().catch(() => null);
  if (typeof reply === 'object' && reply !== null && 'ticket' in reply) return reply.ticket as FileTicket;
  if (isReply(reply) && !reply.ok) throw new AppError(reply.error.code, reply.error.message);
  return refuse(response);
}
