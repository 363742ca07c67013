import { type Bytes, concatBytes, equalBytes, utf8 } from '../../../utils/bytes.ts';
import { canonicalJson, fileJson } from '../../../utils/tuf/canonical-json.ts';
import { rolesForPath } from '../../../utils/tuf/delegations.ts';
import { isObject } from '../../../utils/tuf/fields.ts';
import { type JsonObject, type JsonValue, parseJson } from '../../../utils/tuf/json.ts';
import { keyIdOf } from '../../../utils/tuf/key.ts';
import { TOP_LEVEL_ROLES } from '../../../utils/tuf/metadata.ts';
import { parseMetadata } from '../../../utils/tuf/parse-metadata.ts';
import { ensure } from '../ensure.ts';
import type { Target } from '../fuzz.ts';
import type { Random } from '../random.ts';
import { smallRepository } from '../tuf-repository.ts';

const TOKENS = [
  '"__proto__": {},',
  '"length": 0,',
  '"hashes": {},',
  '"threshold": 0,',
  '"paths": ["*"],',
  '"path_hash_prefixes": [""],',
  '"terminating": true,',
  '"keyids": [],',
  '"version": -1,',
  '"*"',
  '{}',
  '[]',
  'null',
  '1e9',
  '2.0.0',
  '9007199254740991',
];

/** An input is one byte for the role asked for, and a metadata file. */
export const tufMetadata: Target = {
  name: 'tuf-metadata',
  async prepare(random) {
    const { roots, timestamp, snapshot, targets } = await smallRepository(random);
    return {
      samples: [
        inputOf(0, roots[1]),
        inputOf(1, timestamp),
        inputOf(2, snapshot),
        inputOf(3, targets),
        inputOf(3, await delegatingTargets(targets, random)),
      ],
      tokens: TOKENS.map(utf8),
      check,
    };
  },
};

async function check(input: Bytes): Promise<boolean> {
  const role = TOP_LEVEL_ROLES[(input[0] ?? 0) & 3] ?? 'root';
  const bytes = input.slice(1);
  const parsed = await parseMetadata(bytes, role, 'file');
  if (!parsed.ok) {
    ensure(/^file\b/.test(parsed.problem.detail), 'a problem names the file');
    return false;
  }
  const { signed, payload, json, signatures } = parsed.value;
  ensure(
    json._type === role && signed.version >= 1 && Number.isSafeInteger(signed.expires),
    'it is what was asked for',
  );
  const again = fileJson({
    signed: json,
    signatures: [...signatures].map(([keyid, sig]) => ({ keyid, sig })),
  });
  const reread = await parseMetadata(again, role, 'file');
  ensure(
    reread.ok && equalBytes(reread.value.payload, payload),
    'its file, made anew, has the same signatures',
  );
  if (signed.type === 'root') {
    ensure(
      TOP_LEVEL_ROLES.every(name => signed.roles[name].threshold >= 1),
      'every role needs a signature',
    );
    await ensureKeyIds(json.keys);
  }
  if (signed.type === 'targets') {
    await rolesForPath(signed.delegations, 'a/b.head');
    if (isObject(json.delegations)) await ensureKeyIds(json.delegations.keys);
  }
  return true;
}

/** A key stands under the hash of all its fields, or of the three that the specification names. */
async function ensureKeyIds(keys: JsonValue | undefined): Promise<void> {
  if (!isObject(keys)) return;
  for (const [keyId, key] of Object.entries(keys)) {
    ensure(isObject(key), 'a key is an object');
    const { keytype = null, scheme = null, keyval = null } = key;
    const own = (await keyIdOf(key)) === keyId || (await keyIdOf({ keytype, scheme, keyval })) === keyId;
    ensure(own, 'a key has no id but its own');
  }
}

function inputOf(role: number, file: Bytes): Bytes {
  return concatBytes(Uint8Array.of(role), file);
}

/** Targets with every form of delegation and of key; nothing here checks its signatures. */
async function delegatingTargets(targets: Bytes, random: Random): Promise<Bytes> {
  const key: JsonObject = {
    keytype: 'ecdsa',
    scheme: 'ecdsa-sha2-nistp256',
    keyval: { public: String(random.below(9)) },
  };
  const keyId = await keyIdOf(key);
  const role = { keyids: [keyId], threshold: 1 };
  const roles = [
    { ...role, name: 'one', paths: ['a/*', '*.head', '????'], terminating: false },
    { ...role, name: '../two', path_hash_prefixes: ['00', 'f'], terminating: true },
  ];
  const file = parseJson(targets);
  const signed = isObject(file) ? file.signed : undefined;
  if (!isObject(file) || !isObject(signed)) throw new Error('targets hold a signed part');
  const delegating = { ...signed, delegations: { keys: { [keyId]: key }, roles } };
  ensure(canonicalJson(delegating).length > 0, 'it can be signed');
  return fileJson({ ...file, signed: delegating });
}
