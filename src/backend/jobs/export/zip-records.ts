/** The records of a zip archive as bytes. Source: PKWARE's APPNOTE 6.3.10, sections 4.3 and 4.5.3. */

export interface ZipEntry {
  /** A text and not its bytes: each small buffer would hold on to the larger block that it is cut from. */
  readonly name: string;
  readonly isDeflated: boolean;
  readonly crc: number;
  /** Below 4 GiB both. */
  readonly packedBytes: number;
  readonly plainBytes: number;
  /** Where its local header begins. */
  readonly offset: number;
}

const LARGEST_32 = 0xffffffff;
const LARGEST_16 = 0xffff;
const VERSION = 20;
const VERSION_ZIP64 = 45;
/** Names are UTF-8. */
const FLAGS = 0x0800;
/** Made on Unix, so that the attributes below count. */
const MADE_BY = (3 << 8) | VERSION_ZIP64;
/** A regular file, readable by all. */
const ATTRIBUTES = 0o100644 * 0x10000;
const LOCAL_BYTES = 30;

/** MS-DOS time and date of the moment in UTC; two seconds are the finest it has. */
function dosTime(millis: number): { readonly time: number; readonly date: number } {
  const moment = new Date(Math.max(millis, Date.UTC(1980, 0, 1)));
  return {
    time: (moment.getUTCHours() << 11) | (moment.getUTCMinutes() << 5) | (moment.getUTCSeconds() >> 1),
    date: (Math.min(moment.getUTCFullYear() - 1980, 127) << 9) | ((moment.getUTCMonth() + 1) << 5) | moment.getUTCDate(),
  };
}

/** What local and central headers share, from the version needed to the length of the name; returns where it ends. */
function writeShared(header: Buffer, at: number, entry: ZipEntry, version: number, nowMillis: number): number {
  const { time, date } = dosTime(nowMillis);
  let end = header.writeUInt16LE(version, at);
  end = header.writeUInt16LE(FLAGS, end);
  end = header.writeUInt16LE(entry.isDeflated ? 8 : 0, end);
  end = header.writeUInt16LE(time, end);
  end = header.writeUInt16LE(date, end);
  end = header.writeUInt32LE(entry.crc, end);
  end = header.writeUInt32LE(entry.packedBytes, end);
  end = header.writeUInt32LE(entry.plainBytes, end);
  return header.writeUInt16LE(Buffer.byteLength(entry.name, 'utf8'), end);
}

/** Stands before an entry's bytes; its length does not depend on sizes and checksum. */
export function makeLocalHeader(entry: ZipEntry, nowMillis: number): Buffer {
  const header = Buffer.alloc(LOCAL_BYTES);
  header.writeUInt32LE(0x04034b50, 0);
  writeShared(header, 4, entry, VERSION, nowMillis);
  return Buffer.concat([header, Buffer.from(entry.name, 'utf8')]);
}

/** Its line in the directory at the end. */
export function makeCentralHeader(entry: ZipEntry, nowMillis: number): Buffer {
  const isFar = entry.offset >= LARGEST_32;
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(MADE_BY, 4);
  const end = writeShared(header, 6, entry, isFar ? VERSION_ZIP64 : VERSION, nowMillis);
  header.writeUInt16LE(isFar ? 12 : 0, end);
  header.writeUInt32LE(ATTRIBUTES, 38);
  header.writeUInt32LE(isFar ? LARGEST_32 : entry.offset, 42);
  const extra = Buffer.alloc(isFar ? 12 : 0);
  if (isFar) {
    extra.writeUInt16LE(0x0001, 0);
    extra.writeUInt16LE(8, 2);
    extra.writeBigUInt64LE(BigInt(entry.offset), 4);
  }
  return Buffer.concat([header, Buffer.from(entry.name, 'utf8'), extra]);
}

/** The archive's last bytes; more than 65,535 entries and more than 4 GiB are told in the records of zip64 before them. */
export function makeEnd(entryCount: number, directory: { readonly offset: number; readonly bytes: number }): Buffer {
  const isLarge = entryCount >= LARGEST_16 || directory.offset >= LARGEST_32 || directory.bytes >= LARGEST_32;
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Math.min(entryCount, LARGEST_16), 8);
  end.writeUInt16LE(Math.min(entryCount, LARGEST_16), 10);
  end.writeUInt32LE(Math.min(directory.bytes, LARGEST_32), 12);
  end.writeUInt32LE(Math.min(directory.offset, LARGEST_32), 16);
  return isLarge ? Buffer.concat([makeZip64End(entryCount, directory), end]) : end;
}

function makeZip64End(entryCount: number, directory: { readonly offset: number; readonly bytes: number }): Buffer {
  const record = Buffer.alloc(56);
  record.writeUInt32LE(0x06064b50, 0);
  record.writeBigUInt64LE(44n, 4);
  record.writeUInt16LE(MADE_BY, 12);
  record.writeUInt16LE(VERSION_ZIP64, 14);
  record.writeBigUInt64LE(BigInt(entryCount), 24);
  record.writeBigUInt64LE(BigInt(entryCount), 32);
  record.writeBigUInt64LE(BigInt(directory.bytes), 40);
  record.writeBigUInt64LE(BigInt(directory.offset), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(directory.offset + directory.bytes), 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([record, locator]);
}
