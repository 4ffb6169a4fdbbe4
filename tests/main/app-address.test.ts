import { describe, expect, test } from 'vitest';
import { appAddress, isAppAddress, isLocalRequest, isWebAddress } from '../../src/main/app-address.ts';

describe('addresses', () => {
  test.each([appAddress, 'app://versus/index.html#/study/3', 'app://versus/media/x/y.png'])('%s is a page of the app', (address) => {
    expect(isAppAddress(address)).toBe(true);
  });

  test.each(['app://other/', 'app://versus.evil.example/', 'app://evil@versus/', 'https://versus/', 'file:///etc/passwd', 'about:srcdoc', 'data:text/html,x', '', 'app:versus'])(
    '%s is not',
    (address) => expect(isAppAddress(address)).toBe(false),
  );

  test.each(['https://example.org/', 'http://example.org/'])('%s may be opened in the browser', (address) => {
    expect(isWebAddress(address)).toBe(true);
  });

  test.each(['file:///etc/passwd', 'javascript:alert(1)', 'smb://server/share', 'mailto:a@b.c', 'vscode://x', 'ms-msdt:/id', ''])('%s may not', (address) => {
    expect(isWebAddress(address)).toBe(false);
  });

  test('nothing is requested from the network, and from the development server only while there is one', () => {
    expect(isLocalRequest('app://versus/', undefined)).toBe(true);
    expect(isLocalRequest('data:image/png;base64,AA', undefined)).toBe(true);
    for (const address of ['https://example.org/x.png', 'ws://127.0.0.1:5173/', 'http://127.0.0.1/', 'file:///etc/passwd']) {
      expect(isLocalRequest(address, undefined)).toBe(false);
    }
    expect(isLocalRequest('ws://127.0.0.1:5173/', 'http://127.0.0.1:5173/')).toBe(true);
    expect(isLocalRequest('http://127.0.0.1:5174/', 'http://127.0.0.1:5173/')).toBe(false);
  });
});
