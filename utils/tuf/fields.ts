import type { JsonObject, JsonValue } from './json.ts';

/** A field that isn't as it must be; caught in `parseMetadata`, never seen outside this room. */
export class FieldError extends Error {
  /** As in `Field`. */
  readonly path: string;

  constructor(path: string, what: string) {
    super(`${path} ${what}`);
    this.path = path;
  }
}

/** The value of a field, with the path by which errors name it (`signed.roles.root.threshold`). */
export interface Field {
  readonly path: string;
  readonly value: JsonValue | undefined;
}

export function fieldOf(object: JsonObject, name: string, path: string): Field {
  return { path: path === '' ? name : `${path}.${name}`, value: object[name] };
}

export function requiredObject(field: Field): JsonObject {
  const { value } = field;
  if (!isObject(value)) throw wrong(field, 'an object');
  return value;
}

export function requiredArray(field: Field): readonly Field[] {
  const { value, path } = field;
  if (!isArray(value)) throw wrong(field, 'an array');
  return value.map((item, index) => ({ path: `${path}[${index}]`, value: item }));
}

export function requiredString(field: Field): string {
  if (typeof field.value !== 'string') throw wrong(field, 'a string');
  return field.value;
}

/** An integer from `least` on. */
export function requiredInteger(field: Field, least: number): number {
  const { value } = field;
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < least) {
    throw wrong(field, `an integer from ${least} on`);
  }
  return value;
}

/** `fallback` where the field is absent. */
export function optionalBoolean(field: Field, fallback: boolean): boolean {
  if (field.value === undefined) return fallback;
  if (typeof field.value !== 'boolean') throw wrong(field, 'true or false');
  return field.value;
}

/** Milliseconds of a `YYYY-MM-DDTHH:MM:SSZ` (TUF specification 1.0.34, section 4.2.3). */
export function requiredDate(field: Field): number {
  const { value } = field;
  const plain = typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(value);
  const time = plain ? Date.parse(value) : Number.NaN;
  // The round trip refuses 30 February, which some engines read as 1 March.
  if (!plain || Number.isNaN(time) || new Date(time).toISOString().slice(0, 19) !== value.slice(0, 19)) {
    throw wrong(field, 'a date like 2026-11-23T19:00:00Z');
  }
  return time;
}

/** Field by field of an object used as a map. */
export function entriesOf(field: Field): readonly (readonly [string, Field])[] {
  const object = requiredObject(field);
  return Object.keys(object).map(name => [name, fieldOf(object, name, field.path)]);
}

/** Distinct strings. */
export function requiredNames(field: Field): readonly string[] {
  const names = requiredArray(field).map(requiredString);
  if (new Set(names).size !== names.length) throw new FieldError(field.path, 'names the same twice');
  return names;
}

export function wrong(field: Field, expected: string): FieldError {
  return new FieldError(field.path, field.value === undefined ? 'is missing' : `isn't ${expected}`);
}

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isArray(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}
