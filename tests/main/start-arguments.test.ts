import { describe, expect, test } from 'vitest';
import { readStartArguments } from '../../src/main/start-arguments.ts';

describe('what the app was started with', () => {
  test('files are those arguments that are no options, with their whole path', () => {
    const argv = ['/opt/electron', '--inspect=0', '/opt/versus', 'deck.apkg', '/decks/two.csv', '--no-zygote'];
    expect(readStartArguments(argv, '/opt/versus', '/home/ada')).toEqual({ library: undefined, files: ['/home/ada/deck.apkg', '/decks/two.csv'] });
  });

  test('an installed app has no folder among its arguments', () => {
    expect(readStartArguments(['/opt/Versus/versus', 'deck.apkg'], '/opt/Versus/resources/app.asar', '/home/ada').files).toEqual(['/home/ada/deck.apkg']);
  });

  test('the folder of the app may be named by a relative path', () => {
    expect(readStartArguments(['electron', '.'], '/opt/versus', '/opt/versus').files).toEqual([]);
  });

  test('the library is named in either form, and is no file', () => {
    for (const library of [['--library', '/lib'], ['--library=/lib']]) {
      expect(readStartArguments(['electron', '/opt/versus', ...library, 'a.csv'], '/opt/versus', '/x')).toEqual({ library: '/lib', files: ['/x/a.csv'] });
    }
  });
});
