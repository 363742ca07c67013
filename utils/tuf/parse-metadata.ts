import type { Bytes } from '../bytes.ts';
import { type Sentence, sentence } from '../sentence.ts';
import { canonicalJson } from './canonical-json.ts';
import {
  entriesOf,
  type Field,
  FieldError,
  fieldOf,
  optionalBoolean,
  requiredArray,
  requiredDate,
  requiredInteger,
  requiredObject,
  requiredString,
} from './fields.ts';
import { JsonError, type JsonObject, parseJson } from './json.ts';
import type {
  Hashes,
  Metadata,
  MetaFile,
  Root,
  SignedByRole,
  Snapshot,
  TargetFile,
  Targets,
  Timestamp,
  TopLevelRole,
} from './metadata.ts';
import { delegationsOf, keysOf, roleOf } from './parse-keys.ts';
import { bad, type Checked, good, type TufProblem } from './problem.ts';

/**
 * Reads a metadata file and checks its form: JSON, types, the role asked for, a specification version that we
 * know. It checks no signature: what comes back is well-formed, not trusted. `fileName` is for problems.
 * Delegated targets are read as `targets`.
 */
export async function parseMetadata<R extends TopLevelRole>(
  bytes: Bytes,
  role: R,
  fileName: string,
): Promise<Checked<Metadata<SignedByRole[R]>>> {
  try {
    const file = requiredObject({ path: 'the file', value: parseJson(bytes) });
    const json = requiredObject(fieldOf(file, 'signed', ''));
    const spec = requiredString(fieldOf(json, 'spec_version', 'signed'));
    if (!/^1\.\d+(\.\d+)?$/.test(spec)) {
      return bad(
        'update-lethe',
        sentence('told.tuf.newer')`${fileName} is written for TUF ${spec}; this version knows 1.0`,
      );
    }
    const type = requiredString(fieldOf(json, '_type', 'signed'));
    if (type !== role)
      return bad(
        'bad-file',
        sentence('told.tuf.type')`${fileName} is of type "${type}" instead of "${role}"`,
      );
    const signed = await READERS[role](json);
    const signatures = signaturesOf(fieldOf(file, 'signatures', ''));
    return good({ signed, signatures, payload: canonicalJson(json), json, bytes });
  } catch (error) {
    if (error instanceof JsonError)
      return badFile(
        `${fileName} isn't sound JSON: ${error.message}`,
        sentence('told.tuf.json')`${fileName} isn't sound JSON`,
      );
    if (error instanceof FieldError)
      return badFile(
        `${fileName}: ${error.message}`,
        sentence('told.tuf.field')`${fileName} holds what it may not at ${error.path}`,
      );
    throw error;
  }
}

/** @param detail what exactly, in English, for whoever looks for the cause */
function badFile(detail: string, said: Sentence): { readonly ok: false; readonly problem: TufProblem } {
  return { ok: false, problem: { code: 'bad-file', detail, said } };
}

const READERS: { readonly [R in TopLevelRole]: (json: JsonObject) => Promise<SignedByRole[R]> } = {
  root: readRoot,
  timestamp: readTimestamp,
  snapshot: readSnapshot,
  targets: readTargets,
};

function signaturesOf(field: Field): ReadonlyMap<string, string> {
  const signatures = new Map<string, string>();
  for (const item of requiredArray(field)) {
    const json = requiredObject(item);
    const keyId = requiredString(fieldOf(json, 'keyid', item.path));
    // Section 4.2.1: a key id may stand here once, so that nobody can count it twice towards a threshold.
    if (signatures.has(keyId)) throw new FieldError(item.path, `repeats key ${keyId}`);
    signatures.set(keyId, requiredString(fieldOf(json, 'sig', item.path)));
  }
  return signatures;
}

function commonOf(json: JsonObject): { version: number; expires: number } {
  return {
    version: requiredInteger(fieldOf(json, 'version', 'signed'), 1),
    expires: requiredDate(fieldOf(json, 'expires', 'signed')),
  };
}

async function readRoot(json: JsonObject): Promise<Root> {
  const roles = fieldOf(json, 'roles', 'signed');
  const byName = requiredObject(roles);
  return {
    type: 'root',
    ...commonOf(json),
    consistentSnapshot: optionalBoolean(fieldOf(json, 'consistent_snapshot', 'signed'), false),
    keys: await keysOf(fieldOf(json, 'keys', 'signed')),
    roles: {
      root: roleOf(fieldOf(byName, 'root', roles.path)),
      timestamp: roleOf(fieldOf(byName, 'timestamp', roles.path)),
      snapshot: roleOf(fieldOf(byName, 'snapshot', roles.path)),
      targets: roleOf(fieldOf(byName, 'targets', roles.path)),
    },
  };
}

async function readTimestamp(json: JsonObject): Promise<Timestamp> {
  const meta = fieldOf(json, 'meta', 'signed');
  return {
    type: 'timestamp',
    ...commonOf(json),
    snapshot: metaFileOf(fieldOf(requiredObject(meta), 'snapshot.json', meta.path)),
  };
}

async function readSnapshot(json: JsonObject): Promise<Snapshot> {
  const common = commonOf(json);
  const meta = entriesOf(fieldOf(json, 'meta', 'signed'));
  return {
    type: 'snapshot',
    ...common,
    meta: new Map(meta.map(([name, field]) => [name, metaFileOf(field)])),
  };
}

async function readTargets(json: JsonObject): Promise<Targets> {
  const common = commonOf(json);
  const targets = entriesOf(fieldOf(json, 'targets', 'signed'));
  return {
    type: 'targets',
    ...common,
    targets: new Map(targets.map(([path, field]) => [path, targetFileOf(field)])),
    delegations: await delegationsOf(fieldOf(json, 'delegations', 'signed')),
  };
}

function metaFileOf(field: Field): MetaFile {
  const json = requiredObject(field);
  const length = fieldOf(json, 'length', field.path);
  const hashes = fieldOf(json, 'hashes', field.path);
  return {
    version: requiredInteger(fieldOf(json, 'version', field.path), 1),
    ...(length.value === undefined ? {} : { lengthBytes: requiredInteger(length, 0) }),
    ...(hashes.value === undefined ? {} : { hashes: hashesOf(hashes) }),
  };
}

function targetFileOf(field: Field): TargetFile {
  const json = requiredObject(field);
  return {
    lengthBytes: requiredInteger(fieldOf(json, 'length', field.path), 0),
    hashes: hashesOf(fieldOf(json, 'hashes', field.path)),
  };
}

function hashesOf(field: Field): Hashes {
  const hashes = entriesOf(field).map(([algorithm, hash]) => [algorithm, requiredString(hash)] as const);
  // "One or more" (section 4.4): an empty object would be a check that can't fail.
  if (hashes.length === 0) throw new FieldError(field.path, 'names no hash');
  return new Map(hashes);
}
