/** Reads a protobuf message without its schema: the values of each field number, as the few messages of deck files need them. */

import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';

export interface ProtoMessage {
  /** The last value of an integer, boolean or enum field; 0 when absent, as proto3 has it. */
  readonly int: (field: number) => number;
  /** Whether the field occurs. */
  readonly has: (field: number) => boolean;
  readonly text: (field: number) => string;
  readonly bytes: (field: number) => Uint8Array;
  /** All occurrences of an embedded message or bytes field. */
  readonly all: (field: number) => readonly Uint8Array[];
  readonly float: (field: number) => number;
  /** A repeated float field, packed or not. */
  readonly floats: (field: number) => readonly number[];
}

type ProtoValue = number | Uint8Array;

const EMPTY = new Uint8Array();

function readValue(reader: BinaryReader, wireType: WireType, field: number): ProtoValue | null {
  switch (wireType) {
    case WireType.Varint:
      return Number(BigInt.asIntN(64, BigInt(reader.uint64())));
    case WireType.Bit64:
      return reader.double();
    case WireType.Bit32:
      return reader.float();
    case WireType.LengthDelimited:
      return reader.bytes();
    case WireType.StartGroup:
    case WireType.EndGroup:
      reader.skip(wireType, field);
      return null;
  }
}

function readPackedFloats(bytes: Uint8Array): readonly number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: Math.floor(bytes.byteLength / 4) }, (_, index) => view.getFloat32(index * 4, true));
}

/** Throws an Error when the bytes are not a protobuf message. Source of the encoding: protobuf.dev/programming-guides/encoding. */
export function readProtoMessage(bytes: Uint8Array): ProtoMessage {
  const values = new Map<number, ProtoValue[]>();
  const reader = new BinaryReader(bytes);
  while (reader.pos < reader.len) {
    const [field, wireType] = reader.tag();
    const value = readValue(reader, wireType, field);
    if (value === null) continue;
    const list = values.get(field);
    if (list === undefined) values.set(field, [value]);
    else list.push(value);
  }
  const numberOf = (field: number): number => {
    const last = values.get(field)?.at(-1);
    return typeof last === 'number' ? last : 0;
  };
  const all = (field: number): readonly Uint8Array[] => (values.get(field) ?? []).filter((value) => typeof value !== 'number');
  const lastBytes = (field: number): Uint8Array => all(field).at(-1) ?? EMPTY;
  return {
    int: numberOf,
    has: (field) => values.has(field),
    text: (field) => new TextDecoder().decode(lastBytes(field)),
    bytes: lastBytes,
    all,
    float: numberOf,
    floats: (field) => (values.get(field) ?? []).flatMap((value) => (typeof value === 'number' ? [value] : readPackedFloats(value))),
  };
}
