import type { HostSetting } from '../publish/host-settings.ts';
import { publicAddressesOf } from '../publish/probe-private-store.ts';
import { type ProbeOrigin, probePublicAddress } from '../publish/probe-public-address.ts';
import { probeStore, takesManyPublishers } from '../publish/probe-store.ts';
import { anonymousUrl } from '../publish/s3-location.ts';
import { type BucketSettings, privateLocation } from '../publish/store-settings.ts';
import { type Sentence, sentence } from '../sentence.ts';
import type { Fetch } from '../tuf/fetch-file.ts';
import type { Settings } from './settings.ts';
import type { Workplace } from './workplace.ts';

/** What is to be said of one thing that was looked at. */
export interface PlaceFinding {
  readonly problem: string;
  /** Reps can't read the list, or what is private isn't. */
  readonly breaks: boolean;
  /** Names the thing and the way out. */
  readonly said: Sentence;
}

export interface PlaceProbe {
  /** Whether several may publish at once; else one machine must be the only one. */
  readonly takesManyPublishers: boolean;
  readonly findings: readonly PlaceFinding[];
  /** One of these is to be copied to the host; empty if none helps. */
  readonly settings: readonly HostSetting[];
}

/** Tries where an officer publishes and what reps read, and says what IT must set. Rejects where the store can't be used. */
export async function probePlace(
  workplace: Pick<Workplace, 'repository' | 'register'> & {
    readonly settings: Pick<Settings, 'store' | 'repository'>;
  },
  fetch: Fetch,
  origin: ProbeOrigin,
): Promise<PlaceProbe> {
  const { store, repository } = workplace.settings;
  const buckets =
    store.kind === 's3'
      ? await probeBuckets(workplace, store, fetch)
      : { takesManyPublishers: false, findings: [] };
  if (repository === null) {
    const said = sentence(
      'told.place.noAddress',
    )`No address is set from which reps read, so it was not looked at: set it first.`;
    const finding = { problem: 'no-address', breaks: true, said };
    return { ...buckets, findings: [...buckets.findings, finding], settings: [] };
  }
  const probed = await probePublicAddress({
    url: repository.endsWith('/') ? repository : `${repository}/`,
    store: workplace.repository,
    atOnce: store.kind === 's3',
    fetch,
    origin,
  });
  return {
    ...buckets,
    findings: [...buckets.findings, ...probed.findings],
    settings: probed.settings,
  };
}

async function probeBuckets(
  { repository, register, settings }: Parameters<typeof probePlace>[0],
  store: BucketSettings,
  fetch: Fetch,
): Promise<Omit<PlaceProbe, 'settings'>> {
  const probes = [await probeStore(repository), await probeStore(register)];
  const findings: PlaceFinding[] = [];
  if (!probes.every(({ consistent }) => consistent)) {
    const said = sentence(
      'told.place.inconsistent',
    )`The store doesn't show at once what was written to it, so a publication could undo another: take another store.`;
    findings.push({ problem: 'inconsistent', breaks: true, said });
  }
  const kept = privateLocation(store);
  const open = await publicAddressesOf(
    register,
    path => [
      anonymousUrl(kept, path),
      ...(settings.repository === null ? [] : [new URL(`/${kept.prefix}${path}`, settings.repository).href]),
    ],
    fetch,
  );
  for (const address of open) {
    const said = sentence(
      'told.place.privateReadable',
    )`Anybody can read what is private, such as ${address}: bucket ${kept.bucket} holds register and org.age. Withdraw public access from it.`;
    findings.push({ problem: 'private-readable', breaks: true, said });
  }
  return { takesManyPublishers: probes.every(takesManyPublishers), findings };
}
