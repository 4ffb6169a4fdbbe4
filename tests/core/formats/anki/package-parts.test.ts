/** The small parts of packages, and what happens to them when they are not what they should be. */

import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanDeckName } from '../../../../src/core/formats/anki/collection.ts';
import { makeDefinition, makeRecoveredDefinition } from '../../../../src/core/formats/anki/note-type.ts';
import { readMediaList, readMediaMapJson, readPackageVersion } from '../../../../src/core/formats/anki/package-parts.ts';
import { readPresetBlob, readPresetJson } from '../../../../src/core/formats/anki/preset-settings.ts';
import { readProtoMessage } from '../../../../src/core/formats/anki/proto-message.ts';
import { readDecksJson, readModelsJson } from '../../../../src/core/formats/anki/schema-json.ts';
import { presetSettings } from '../../../../src/contract/library.ts';

describe('the version mark', () => {
  test.each([
    [[0x08, 0x02], 2],
    [[0x08, 0x03], 3],
    [[0x08, 0x90, 0x01], 144],
  ])('%j is version %i', (bytes, version) => {
    expect(readPackageVersion(Uint8Array.from(bytes))).toBe(version);
  });

  test('is null, and never a crash, for any other bytes', () => {
    expect(readPackageVersion(new Uint8Array())).toBeNull();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const version = readPackageVersion(bytes);
        expect(version === null || version > 0).toBe(true);
      }),
    );
  });
});

describe('the list of media', () => {
  test('in JSON maps entries to names, and passes over what is no name', () => {
    expect(readMediaMapJson('{"0": "a.jpg", "12": "ä.mp3", "3": 5}')?.map((entry) => [entry.entryName, entry.name])).toEqual([
      ['0', 'a.jpg'],
      ['12', 'ä.mp3'],
    ]);
    expect(readMediaMapJson('[]')).toBeNull();
    expect(readMediaMapJson('{')).toBeNull();
  });

  test('in protobuf names entries by their place', () => {
    const writer = new BinaryWriter();
    writer.tag(1, WireType.LengthDelimited).fork();
    writer.tag(1, WireType.LengthDelimited).string('日本.mp3').tag(2, WireType.Varint).uint32(77);
    writer.tag(3, WireType.LengthDelimited).bytes(Uint8Array.from({ length: 20 }, (_, index) => index)).join();
    writer.tag(1, WireType.LengthDelimited).fork().tag(1, WireType.LengthDelimited).string('b').join();
    expect(readMediaList(writer.finish())).toEqual([
      { entryName: '0', name: '日本.mp3', sizeBytes: 77, sha1: '000102030405060708090a0b0c0d0e0f10111213' },
      { entryName: '1', name: 'b', sizeBytes: null, sha1: null },
    ]);
  });
});

test('messages of unknown fields are read past them', () => {
  const bytes = new BinaryWriter().tag(255, WireType.LengthDelimited).string('{}').tag(1, WireType.Varint).int64(-5).tag(7, WireType.Bit64).double(2.5).finish();
  const message = readProtoMessage(bytes);
  expect([message.int(1), message.float(7), message.text(255), message.has(9)]).toEqual([-5, 2.5, '{}', false]);
});

describe('presets', () => {
  test('from any JSON fit our own limits', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), (fresh, review, lapse, retention) => {
        const settings = readPresetJson({ new: fresh, rev: review, lapse, desiredRetention: retention });
        expect(presetSettings.safeParse(settings).error).toBeUndefined();
      }),
    );
  });

  test('absent numbers in a blob are zeros, as protobuf has it, where zero is a choice', () => {
    const settings = readPresetBlob(new BinaryWriter().tag(10, WireType.Varint).uint32(50).finish());
    expect(settings).toMatchObject({ newPerDay: 0, reviewsPerDay: 50, learningStepsMinutes: [], maximumIntervalDays: 36_500, desiredRetention: 0.9, leechAction: 'suspend' });
    expect(presetSettings.safeParse(settings).success).toBe(true);
  });

  test('optimised parameters of earlier FSRS versions are brought up to today’s', () => {
    const older = [0.4, 0.6, 2.4, 5.8, 4.93, 0.94, 0.86, 0.01, 1.49, 0.14, 0.94, 2.18, 0.05, 0.34, 1.26, 0.29, 2.61];
    expect(readPresetJson({ fsrsWeights: older }).fsrsWeights).toHaveLength(21);
    expect(readPresetJson({ fsrsWeights: [1, 2] }).fsrsWeights).toBeNull();
  });
});

describe('note types and decks', () => {
  test('of any JSON are read without a crash', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        readModelsJson(text);
        readDecksJson(text);
      }),
    );
  });

  test('always have a field and a template, and no two of one name', () => {
    const parts = { name: ' ', isCloze: false, css: '', latexPre: '', latexPost: '' };
    expect(makeDefinition({ ...parts, fields: [], templates: [] })).toMatchObject({ name: 'Imported', fields: [{ name: 'Front' }], templates: [{ questionFormat: '{{Front}}' }] });
    const twice = makeDefinition({ ...parts, fields: ['A', 'A', ''].map((name) => ({ name, rightToLeft: false })), templates: [] });
    expect(twice.fields.map((field) => field.name)).toEqual(['A', 'A 2', 'Field 3']);
    expect(makeRecoveredDefinition(3).fields).toHaveLength(3);
  });

  test('deck names lose empty levels and outer space', () => {
    expect(cleanDeckName(' A :: b::::c ')).toBe('A::b::blank::c');
  });
});
