/** What both hosts serve to a window, as Request → Response: the screens' files, the library's media and finished exports. Nothing outside these folders can be reached. */

import { join } from 'node:path';
import { contentTypeOfAppFile, contentTypeOfMedia, unknownType } from './content-types.ts';
import { appPolicy, commonHeaders, mediaPolicy } from './csp.ts';
import { respondWithFile, respondWithText } from './file-response.ts';

export interface RouteOptions {
  /** Folder of the built screens: index.html, assets/. */
  readonly rendererDir: string;
  /** Folder of the library's media: <two hex digits>/<sha-256>. */
  readonly mediaDir: string;
  /** Folder of exports that wait for their download: <ticket>/<name>. Without it there are none. */
  readonly exportsDir?: string;
  /** During development, the address of the server that serves the screens instead (http://127.0.0.1:5173). */
  readonly developmentUrl?: string;
}

export type Routes = (request: Request) => Promise<Response>;

const immutable = 'private, max-age=31536000, immutable';

/** Splits a path into decoded segments; null when one of them could leave its folder or cannot be decoded. */
export function splitPath(pathname: string): readonly string[] | null {
  try {
    const segments = pathname.split('/').slice(1).map(decodeURIComponent);
    const isUnsafe = (segment: string): boolean => segment === '..' || segment === '.' || /[\\/:]/.test(segment) || segment.includes('\0');
    return segments.some(isUnsafe) ? null : segments;
  } catch {
    return null;
  }
}

function respondWithMedia(request: Request, mediaDir: string, segments: readonly string[]): Promise<Response> | Response {
  const [, hash = '', name = ''] = segments;
  if (segments.length !== 3 || !/^[0-9a-f]{64}$/.test(hash)) return respondWithText(404, 'There is no such media file.');
  const type = contentTypeOfMedia(name);
  return respondWithFile(request, {
    path: join(mediaDir, hash.slice(0, 2), hash),
    validator: hash,
    headers: {
      'Content-Type': type,
      'Content-Security-Policy': mediaPolicy,
      'Cache-Control': immutable,
      ...(type === unknownType ? { 'Content-Disposition': 'attachment' } : {}),
    },
  });
}

const ticketPattern = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A browser saves it under its own name and never shows it. */
function respondWithExport(request: Request, exportsDir: string, segments: readonly string[]): Promise<Response> | Response {
  const [, ticket = '', name = ''] = segments;
  if (segments.length !== 3 || !ticketPattern.test(ticket) || name === '') return respondWithText(404, 'There is no such export.');
  return respondWithFile(request, {
    path: join(exportsDir, ticket, name),
    headers: {
      'Content-Type': unknownType,
      'Content-Disposition': `attachment; filename*=UTF-8''${encodeHeaderName(name)}`,
      'Content-Security-Policy': mediaPolicy,
      'Cache-Control': 'no-store',
    },
  });
}

/** As RFC 8187 asks: besides what encodeURIComponent encodes, these too. */
function encodeHeaderName(name: string): string {
  return encodeURIComponent(name).replace(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

function respondWithScreen(request: Request, rendererDir: string, segments: readonly string[]): Promise<Response> {
  const path = segments.join('/') === '' ? 'index.html' : segments.join('/');
  return respondWithFile(request, {
    path: join(rendererDir, path),
    headers: {
      'Content-Type': contentTypeOfAppFile(path),
      'Content-Security-Policy': appPolicy(),
      // Names under assets/ carry the hash of their content.
      'Cache-Control': segments[0] === 'assets' ? immutable : 'no-cache',
    },
  });
}

async function respondFromDevelopmentServer(request: Request, developmentUrl: string, url: URL): Promise<Response> {
  const answer = await fetch(new URL(`${url.pathname}${url.search}`, developmentUrl), {
    method: request.method,
    headers: { accept: request.headers.get('accept') ?? '*/*' },
  });
  return new Response(answer.body, {
    status: answer.status,
    headers: {
      ...commonHeaders,
      'Content-Type': answer.headers.get('content-type') ?? unknownType,
      'Content-Security-Policy': appPolicy(developmentUrl.replace(/^http/, 'ws').replace(/\/$/, '')),
      'Cache-Control': 'no-store',
    },
  });
}

/** Makes the routes. They answer every request, never throw, and only read. */
export function createRoutes(options: RouteOptions): Routes {
  return async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return respondWithText(405, 'This address can only be read.', { Allow: 'GET, HEAD' });
    const url = new URL(request.url);
    const segments = splitPath(url.pathname);
    if (segments === null) return respondWithText(400, 'This address is not one of ours.');
    if (segments[0] === 'media') return respondWithMedia(request, options.mediaDir, segments);
    if (segments[0] === 'exports' && options.exportsDir !== undefined) return respondWithExport(request, options.exportsDir, segments);
    if (options.developmentUrl !== undefined) return respondFromDevelopmentServer(request, options.developmentUrl, url);
    return respondWithScreen(request, options.rendererDir, segments);
  };
}
