/** Writes protobuf messages field by field; what holds its type’s zero is left out, as proto3 has it. */

import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import type { JsonRecord } from '../anki/json-value.ts';

export interface ProtoBlob {
  readonly text: (field: number, value: string) => void;
  readonly int: (field: number, value: number) => void;
  /** Written even when 0, for fields that tell being absent from being 0. */
  readonly present: (field: number, value: number) => void;
  readonly float: (field: number, value: number) => void;
  readonly floats: (field: number, values: readonly number[]) => void;
  readonly bytes: (field: number, value: Uint8Array) => void;
  /** Bytes that hold JSON. */
  readonly json: (field: number, value: JsonRecord) => void;
  /** Present even when empty. */
  readonly message: (field: number, write: (blob: ProtoBlob) => void) => void;
}

function blobOf(writer: BinaryWriter): ProtoBlob {
  const blob: ProtoBlob = {
    text: (field, value) => {
      if (value !== '') writer.tag(field, WireType.LengthDelimited).string(value);
    },
    int: (field, value) => {
      if (value !== 0) writer.tag(field, WireType.Varint).int64(value);
    },
    present: (field, value) => {
      writer.tag(field, WireType.Varint).int64(value);
    },
    float: (field, value) => {
      if (value !== 0) writer.tag(field, WireType.Bit32).float(value);
    },
    floats: (field, values) => {
      if (values.length === 0) return;
      writer.tag(field, WireType.LengthDelimited).fork();
      for (const value of values) writer.float(value);
      writer.join();
    },
    bytes: (field, value) => {
      if (value.length > 0) writer.tag(field, WireType.LengthDelimited).bytes(value);
    },
    json: (field, value) => {
      blob.bytes(field, new TextEncoder().encode(JSON.stringify(value)));
    },
    message: (field, write) => {
      writer.tag(field, WireType.LengthDelimited).fork();
      write(blob);
      writer.join();
    },
  };
  return blob;
}

export function encodeBlob(write: (blob: ProtoBlob) => void): Uint8Array {
  const writer = new BinaryWriter();
  write(blobOf(writer));
  return writer.finish();
}
