const DIRECTORY_ENTRY = 0x02014b50;
const END_OF_DIRECTORY = 0x06054b50;
const END_LENGTH_BYTES = 22;
const ENTRY_LENGTH_BYTES = 46;
const LOCAL_HEADER_LENGTH_BYTES = 30;

/** The files of a ZIP archive that compresses nothing and has no comment, by their names (APPNOTE 4.3). */
export function filesInZip(archive: Uint8Array<ArrayBuffer>): Map<string, Uint8Array<ArrayBuffer>> {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  const end = archive.length - END_LENGTH_BYTES;
  if (view.getUint32(end, true) !== END_OF_DIRECTORY) throw new Error('no whole ZIP archive');
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  let at = view.getUint32(end + 16, true);
  while (view.getUint32(at, true) === DIRECTORY_ENTRY) {
    const nameLength = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(archive.subarray(at + ENTRY_LENGTH_BYTES).subarray(0, nameLength));
    if (view.getUint16(at + 10, true) !== 0) throw new Error(`${name} is compressed`);
    const header = view.getUint32(at + 42, true);
    const names = view.getUint16(header + 26, true) + view.getUint16(header + 28, true);
    const content = archive.subarray(header + LOCAL_HEADER_LENGTH_BYTES + names);
    files.set(name, content.subarray(0, view.getUint32(at + 20, true)));
    at += ENTRY_LENGTH_BYTES + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return files;
}
