import { inflateRawSync } from 'node:zlib';

/** A file that can't be taken; the message is for people. */
export class FileError extends Error {}

export interface Bounds {
  entries: number;
  /** Bytes of all entries together, unpacked. */
  unpacked: number;
}

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;

/**
 * Unpacks every entry of a zip archive within `bounds` and throws all of it away: a workbook's own words about its
 * sizes are not believed, and what passes here is safe to be unpacked again.
 */
export function preflight(bytes: Buffer, bounds: Bounds): void {
  const broken = () => new FileError('the file is no workbook (.xlsx), or is damaged');
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (end < 0 || end + 22 > bytes.length || bytes.readUInt32LE(end) !== END) throw broken();
  const count = bytes.readUInt16LE(end + 10);
  if (count > bounds.entries) throw new FileError(`the file has ${count} parts; at most ${bounds.entries}`);
  let at = bytes.readUInt32LE(end + 16);
  let left = bounds.unpacked;
  for (let entry = 0; entry < count; entry += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== ENTRY) throw broken();
    const method = bytes.readUInt16LE(at + 10);
    const packed = bytes.readUInt32LE(at + 20);
    const local = bytes.readUInt32LE(at + 42);
    if (local + 30 > bytes.length || bytes.readUInt32LE(local) !== LOCAL) throw broken();
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    if (start + packed > bytes.length) throw broken();
    left -= size(bytes.subarray(start, start + packed), method, left, bounds.unpacked);
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
}

function size(packed: Buffer, method: number, left: number, most: number): number {
  const larger = () => new FileError(`the file is larger than ${most} bytes when it is unpacked`);
  if (method === 0) {
    if (packed.length > left) throw larger();
    return packed.length;
  }
  if (method !== 8) throw new FileError('the file is packed in a way that workbooks are not');
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, left) }).length;
  } catch (error) {
    throw (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE'
      ? larger()
      : new FileError('the file is no workbook (.xlsx), or is damaged');
  }
}
