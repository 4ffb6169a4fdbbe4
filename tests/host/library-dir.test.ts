import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { resolveLibraryDir, type Surroundings } from '../../src/host/library-dir.ts';

const linux: Surroundings = { platform: 'linux', environment: {}, home: '/home/ada', workingDir: '/tmp/here' };

describe('the library’s folder', () => {
  test('is in the platform’s place for user data when nothing is said', () => {
    expect(resolveLibraryDir(undefined, linux)).toBe('/home/ada/.local/share/versus/library');
    expect(resolveLibraryDir(undefined, { ...linux, environment: { XDG_DATA_HOME: '/data' } })).toBe('/data/versus/library');
    expect(resolveLibraryDir(undefined, { ...linux, platform: 'darwin', home: '/Users/ada' })).toBe('/Users/ada/Library/Application Support/Versus/library');
    expect(resolveLibraryDir(undefined, { ...linux, platform: 'win32', environment: { APPDATA: '/roaming' } })).toBe(join('/roaming', 'Versus', 'library'));
  });

  test('is what VERSUS_LIBRARY names, and what the command line names before that', () => {
    const named = { ...linux, environment: { VERSUS_LIBRARY: 'mine' } };
    expect(resolveLibraryDir(undefined, named)).toBe('/tmp/here/mine');
    expect(resolveLibraryDir('/other', named)).toBe('/other');
    expect(resolveLibraryDir('', named)).toBe('/tmp/here/mine');
  });

  test('is not changed by an empty VERSUS_LIBRARY', () => {
    expect(resolveLibraryDir(undefined, { ...linux, environment: { VERSUS_LIBRARY: '' } })).toBe('/home/ada/.local/share/versus/library');
  });
});
