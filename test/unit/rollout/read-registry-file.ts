export interface RegistryFile {
  /** Each key's values, by its whole path. */
  readonly keys: ReadonlyMap<string, Readonly<Record<string, string | number>>>;
  /** Paths of keys that go. */
  readonly removed: readonly string[];
}

/** Reads a file for Windows' registry editor as that does, so far as text and dword go. Throws at any other line. */
export function readRegistryFile(bytes: Uint8Array): RegistryFile {
  if (bytes[0] !== 0xff || bytes[1] !== 0xfe) throw new Error('no mark of UTF-16, little-endian');
  const text = new TextDecoder('utf-16le', { fatal: true, ignoreBOM: false }).decode(bytes);
  if (/(?<!\r)\n/.test(text)) throw new Error('a line ends without a carriage return');
  const [first, blank, ...lines] = text.split('\r\n');
  if (first !== 'Windows Registry Editor Version 5.00' || blank !== '') throw new Error('no registry file');
  const keys = new Map<string, Record<string, string | number>>();
  const removed: string[] = [];
  let values: Record<string, string | number> | undefined;
  for (const line of lines) {
    const key = /^\[(?<minus>-?)(?<path>HKEY_LOCAL_MACHINE\\[^\]]+)\]$/.exec(line)?.groups;
    const value =
      /^"(?<name>(?:[^"\\]|\\.)+)"=(?:"(?<text>(?:[^"\\]|\\.)*)"|dword:(?<word>[0-9a-f]{8}))$/.exec(
        line,
      )?.groups;
    if (line === '') values = undefined;
    else if (key?.minus === '-') removed.push(key.path ?? '');
    else if (key) {
      values = {};
      keys.set(key.path ?? '', values);
    } else if (value && values) {
      values[unquoted(value.name)] =
        value.word === undefined ? unquoted(value.text) : Number.parseInt(value.word, 16);
    } else throw new Error(`not a line of a registry file: ${line}`);
  }
  return { keys, removed };
}

function unquoted(text = ''): string {
  return text.replace(/\\(.)/g, '$1');
}
