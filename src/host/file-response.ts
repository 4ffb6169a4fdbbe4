/** A file as a Response: streamed, with ranges, validators and the headers of its kind. */

import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { parseByteRange } from './byte-range.ts';
import { commonHeaders } from './csp.ts';

export interface FileResponseOptions {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Given, it becomes the ETag. */
  readonly validator?: string;
}

/** A short text answer with the common headers. */
export function respondWithText(status: number, text: string, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(text, { status, headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store', ...commonHeaders, ...headers } });
}

/** Answers a GET or HEAD with the file: 200, 206 for a range, 304 for a known validator, 404 when it is not a file, 416 for a range behind its end. */
export async function respondWithFile(request: Request, options: FileResponseOptions): Promise<Response> {
  const found = await stat(options.path).catch(() => null);
  if (found === null || !found.isFile()) return respondWithText(404, 'There is no such file here.');
  const headers: Record<string, string> = { ...commonHeaders, 'Accept-Ranges': 'bytes', ...options.headers };
  if (options.validator !== undefined) {
    headers['ETag'] = `"${options.validator}"`;
    if (request.headers.get('if-none-match') === headers['ETag']) return new Response(null, { status: 304, headers });
  }
  const range = parseByteRange(request.headers.get('range'), found.size);
  if (range === 'unsatisfiable') return respondWithText(416, 'The file ends before that.', { 'Content-Range': `bytes */${found.size}` });
  const { first, last } = range === 'whole' ? { first: 0, last: found.size - 1 } : range;
  headers['Content-Length'] = String(last - first + 1);
  if (range !== 'whole') headers['Content-Range'] = `bytes ${first}-${last}/${found.size}`;
  const isEmpty = request.method === 'HEAD' || found.size === 0;
  const body = isEmpty ? null : (Readable.toWeb(createReadStream(options.path, { start: first, end: last })) as ReadableStream<Uint8Array>);
  return new Response(body, { status: range === 'whole' ? 200 : 206, headers });
}
