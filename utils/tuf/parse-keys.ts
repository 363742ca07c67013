import {
  entriesOf,
  type Field,
  FieldError,
  fieldOf,
  optionalBoolean,
  requiredArray,
  requiredInteger,
  requiredNames,
  requiredObject,
  requiredString,
} from './fields.ts';
import type { JsonObject } from './json.ts';
import { type Key, keyIdOf } from './key.ts';
import { type DelegatedRole, type Delegations, type Role, TOP_LEVEL_ROLES } from './metadata.ts';

/** `keys` of root and delegations, by key id (TUF specification 1.0.34, sections 4.2.2 and 4.3). */
export async function keysOf(field: Field): Promise<ReadonlyMap<string, Key>> {
  const keys = new Map<string, Key>();
  for (const [keyId, key] of entriesOf(field)) keys.set(keyId, await keyOf(keyId, key));
  return keys;
}

async function keyOf(keyId: string, field: Field): Promise<Key> {
  const json = requiredObject(field);
  const keyType = requiredString(fieldOf(json, 'keytype', field.path));
  const scheme = requiredString(fieldOf(json, 'scheme', field.path));
  const values = fieldOf(json, 'keyval', field.path);
  const publicValue = requiredString(fieldOf(requiredObject(values), 'public', values.path));
  // Section 4.3, KEYID: clients must compute each id, so that one id can't stand for two keys.
  if (!(await namesKey(keyId, json))) {
    throw new FieldError(field.path, "isn't the SHA-256 of its key");
  }
  return { keyId, keyType, scheme, publicValue };
}

/** Writers differ on whether fields beyond the specified three count towards the id. */
async function namesKey(keyId: string, json: JsonObject): Promise<boolean> {
  const { keytype = null, scheme = null, keyval = null } = json;
  return keyId === (await keyIdOf(json)) || keyId === (await keyIdOf({ keytype, scheme, keyval }));
}

export function roleOf(field: Field): Role {
  const json = requiredObject(field);
  return {
    keyIds: requiredNames(fieldOf(json, 'keyids', field.path)),
    threshold: requiredInteger(fieldOf(json, 'threshold', field.path), 1),
  };
}

/** `delegations` of a targets role; none where the field is absent (section 4.5). */
export async function delegationsOf(field: Field): Promise<Delegations> {
  if (field.value === undefined) return { keys: new Map(), roles: [] };
  const json = requiredObject(field);
  const list = fieldOf(json, 'roles', field.path);
  const roles = requiredArray(list).map(delegatedRoleOf);
  if (new Set(roles.map(role => role.name)).size !== roles.length) {
    throw new FieldError(list.path, 'names the same role twice');
  }
  return { keys: await keysOf(fieldOf(json, 'keys', field.path)), roles };
}

function delegatedRoleOf(field: Field): DelegatedRole {
  const json = requiredObject(field);
  const name = requiredString(fieldOf(json, 'name', field.path));
  // A delegated "root" would be stored and looked up in the top-level role's place.
  if (name === '' || TOP_LEVEL_ROLES.some(role => role === name)) {
    throw new FieldError(`${field.path}.name`, `can't be "${name}"`);
  }
  const terminating = optionalBoolean(fieldOf(json, 'terminating', field.path), false);
  return { ...roleOf(field), name, terminating, scope: scopeOf(json, field.path) };
}

function scopeOf(json: JsonObject, path: string): DelegatedRole['scope'] {
  const patterns = fieldOf(json, 'paths', path);
  const prefixes = fieldOf(json, 'path_hash_prefixes', path);
  if ((patterns.value === undefined) === (prefixes.value === undefined)) {
    throw new FieldError(path, 'must have either paths or path_hash_prefixes');
  }
  return patterns.value === undefined
    ? { kind: 'hash-prefixes', prefixes: requiredArray(prefixes).map(requiredString) }
    : { kind: 'patterns', patterns: requiredArray(patterns).map(requiredString) };
}
