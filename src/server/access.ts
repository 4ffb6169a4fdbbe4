/**
 * Who may talk to the browser host: a page that was opened by the address with the token, and asks from that very address.
 * Against other web pages (forged requests, DNS names rebound to 127.0.0.1) and other programs' users on this computer.
 */

import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

export interface Access {
  /** The name carries the port, because cookies do not tell ports apart and several Versus may run. */
  readonly cookieName: string;
  readonly cookieValue: string;
  readonly isToken: (candidate: string) => boolean;
  /** True when the request carries this server's cookie. */
  readonly isSignedIn: (headers: IncomingHttpHeaders) => boolean;
}

export type Refusal = { readonly status: 403 | 421; readonly sentence: string };

function isEqualSecret(left: string, right: string): boolean {
  const digest = (text: string): Buffer => createHmac('sha256', 'compare').update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}

function readCookie(header: string | undefined, name: string): string | null {
  for (const part of (header ?? '').split(';')) {
    const [key, ...value] = part.trim().split('=');
    if (key === name) return value.join('=');
  }
  return null;
}

/** Makes the checks for one server. The cookie is derived from the token, so that the token itself never lies in a cookie jar. */
export function createAccess(token: string, port: number): Access {
  const cookieName = `versus_${port}`;
  const cookieValue = createHmac('sha256', token).update('session').digest('base64url');
  return {
    cookieName,
    cookieValue,
    isToken: (candidate) => isEqualSecret(candidate, token),
    isSignedIn: (headers) => isEqualSecret(readCookie(headers.cookie, cookieName) ?? '', cookieValue),
  };
}

/**
 * Returns why a request is refused before anything else is looked at, or null. Host must name this server by its loopback address; Origin and
 * Sec-Fetch-Site, which every current browser sends, must say that one of our own pages asks (or the person, by typing the address).
 */
export function refuseStranger(method: string, headers: IncomingHttpHeaders, port: number): Refusal | null {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  if (!hosts.includes(headers.host ?? '')) return { status: 421, sentence: 'This is not the address Versus answers to.' };
  if (headers.origin !== undefined && headers.origin !== `http://${headers.host}`) return { status: 403, sentence: 'Only pages of Versus may ask this.' };
  const site = headers['sec-fetch-site'];
  const isOwn = site === undefined || site === 'same-origin' || (site === 'none' && method === 'GET');
  const isVisit = method === 'GET' && headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
  return isOwn || isVisit ? null : { status: 403, sentence: 'Only pages of Versus may ask this.' };
}
