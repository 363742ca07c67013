import { inflateRawSync } from 'node:zlib';

const CENTRAL_ENTRY = 0x02014b50;
const CENTRAL_ENTRY_LENGTH = 46;
const LOCAL_ENTRY_LENGTH = 30;
const END = 0x06054b50;
const STORED = 0;

/** The files of a ZIP archive by name, for those that have neither encryption nor ZIP64. */
export function unzip(archive: Buffer): Map<string, Buffer> {
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (end < 0 || archive.readUInt32LE(end) !== END) throw new Error('this is no ZIP archive');
  const files = new Map<string, Buffer>();
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (archive.readUInt32LE(at) !== CENTRAL_ENTRY)
      throw new Error('the directory of the archive is damaged');
    const method = archive.readUInt16LE(at + 10);
    const length = archive.readUInt32LE(at + 20);
    const [name, extra, comment] = [28, 30, 32].map(field => archive.readUInt16LE(at + field));
    const local = archive.readUInt32LE(at + 42);
    const start =
      local + LOCAL_ENTRY_LENGTH + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const packed = archive.subarray(start, start + length);
    const nameEnd = at + CENTRAL_ENTRY_LENGTH + (name ?? 0);
    files.set(
      archive.toString('utf8', at + CENTRAL_ENTRY_LENGTH, nameEnd),
      method === STORED ? packed : inflateRawSync(packed),
    );
    at = nameEnd + (extra ?? 0) + (comment ?? 0);
  }
  return files;
}
