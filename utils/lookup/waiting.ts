import type { IdentifierKind } from '../identifier/identifier.ts';
import { REQUEST_CHANNELS, type RequestChannel } from '../request/write-rep-request.ts';
import type { Scope } from './verdict.ts';

/**
 * Somebody told the rep to stop. From then on they are held on this machine, until the officer has published them or the rep
 * takes it back.
 */
export interface StopRequest {
  /** Random. A request that is made twice under one id is one. */
  readonly id: string;
  /** What identifies this one person, as the rep gave it: addresses, links to profiles, phone numbers. */
  readonly texts: readonly string[];
  readonly channel: RequestChannel;
  /** Name of the site or its host; empty where it was on none. */
  readonly site: string;
}

/**
 * `isHeld`: false where there is nobody to wait for, since the list forbids every contact with them already. `unreadable`: nothing is held, since these identify nobody. `not-protecting`: there is no key
 * to hold anybody by.
 */
export type StopOutcome =
  | { readonly ok: true; readonly isHeld: boolean }
  | { readonly ok: false; readonly problem: 'not-protecting' }
  | { readonly ok: false; readonly problem: 'unreadable'; readonly texts: readonly string[] };

/** A request as it is kept, and as pages show it: nothing in it tells who asked. */
export interface WaitingRequest {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly since: number;
  readonly channel: RequestChannel;
  readonly site: string;
  readonly kinds: readonly IdentifierKind[];
}

/** As it lies in the store. */
export interface KeptRequest extends Omit<WaitingRequest, 'kinds'> {
  readonly people: readonly HeldIdentifier[];
}

/** One identifier of somebody who is held: its keyed digests, and nothing from which it could be read. */
export interface HeldIdentifier {
  readonly kind: IdentifierKind;
  /** In hex, one for each version of its canonical form. */
  readonly digests: readonly string[];
  /** What the list said of it at that time: only what it says beyond that is an answer. */
  readonly listedAs: Scope | null;
}

export function waitingOf({ people, ...request }: KeptRequest): WaitingRequest {
  return { ...request, kinds: people.map(({ kind }) => kind) };
}

/** What of a request the list doesn't answer; null once it answers all of it. */
export function stillWaiting(request: KeptRequest, listed: ReadonlyMap<string, Scope>): KeptRequest | null {
  const people = request.people.filter(person => !isPublished(person, listed));
  if (people.length === request.people.length) return request;
  return people.length === 0 ? null : { ...request, people };
}

/** The officer has published them: as widely as they can be, or more widely than before. */
function isPublished({ digests, listedAs }: HeldIdentifier, listed: ReadonlyMap<string, Scope>): boolean {
  const scopes = digests.map(digest => listed.get(digest));
  return scopes.includes('all') || (listedAs === null && scopes.includes('marketing'));
}

const CHANNELS: readonly unknown[] = REQUEST_CHANNELS;

/** True for a request that a store holds: what is damaged is passed over. */
export function isKeptRequest(value: unknown): value is KeptRequest {
  return (
    isRecord(value) &&
    typeof value.id === 'string' &&
    Number.isSafeInteger(value.since) &&
    CHANNELS.includes(value.channel) &&
    typeof value.site === 'string' &&
    Array.isArray(value.people) &&
    value.people.every(isHeldIdentifier)
  );
}

function isHeldIdentifier(value: unknown): boolean {
  return (
    isRecord(value) &&
    typeof value.kind === 'string' &&
    Array.isArray(value.digests) &&
    value.digests.every(digest => typeof digest === 'string')
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
