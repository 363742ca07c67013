import type { GuardLevel } from '../blocklist/head.ts';
import { isOrganisationName } from '../enrolment/code.ts';
import { repositoryUrl } from '../enrolment/repository-url.ts';
import { isCountry } from '../identifier/phone-number.ts';
import { isOfficerName } from '../officer/join-request.ts';
import { namesIn } from '../officer/name-list.ts';
import type { Refreshing } from '../publish/lifetimes.ts';
import { isS3Location, type S3Credentials } from '../publish/s3-location.ts';
import { isStoreSettings, type StoreSettings } from '../publish/store-settings.ts';
import type { NewPlace } from './desk.ts';
import { domainsIn } from './settings-answers.ts';

/** Where the list is kept: Cloudflare's store, any other that speaks S3, or a folder that somebody uploads. */
export const HOSTS = ['r2', 's3', 'folder'] as const;
export type Host = (typeof HOSTS)[number];

/** What the officer wrote into the form of set-up. */
export interface Answers {
  readonly organisation: string;
  /** The name of whoever makes it; may be empty. */
  readonly officer: string;
  readonly ownDomains: string;
  readonly contact: string;
  readonly country: string;
  readonly guard: GuardLevel;
  /** One a line; may be empty. */
  readonly senders: string;
  readonly systems: string;
  readonly host: Host;
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  readonly privateBucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly repository: string;
  readonly refreshing: Refreshing;
  readonly passphrase: string;
  readonly passphraseAgain: string;
  readonly kitPassphrase: string;
  readonly kitPassphraseAgain: string;
  readonly addresses: AddressKeeping;
  readonly auditorPassphrase: string;
  readonly auditorPassphraseAgain: string;
}

/** Whether the addresses themselves are kept: not at all, or sealed to somebody who is no officer. */
export const ADDRESS_KEEPING = ['not', 'sealed'] as const;
export type AddressKeeping = (typeof ADDRESS_KEEPING)[number];

export const NO_ANSWERS: Answers = {
  organisation: '',
  officer: '',
  ownDomains: '',
  contact: '',
  country: '',
  guard: 'hold',
  senders: '',
  systems: '',
  host: 'r2',
  endpoint: '',
  region: '',
  bucket: '',
  privateBucket: '',
  accessKeyId: '',
  secretAccessKey: '',
  repository: '',
  refreshing: 'by-hand',
  passphrase: '',
  passphraseAgain: '',
  kitPassphrase: '',
  kitPassphraseAgain: '',
  addresses: 'not',
  auditorPassphrase: '',
  auditorPassphraseAgain: '',
};

export type AnswerProblem =
  | 'missing'
  | 'bad-name'
  | 'bad-officer-name'
  | 'bad-domain'
  | 'bad-list'
  | 'bad-country'
  | 'bad-address'
  | 'bad-endpoint'
  | 'bad-bucket'
  | 'same-bucket'
  | 'short-passphrase'
  | 'other-passphrase'
  | 'same-passphrase';

export type CheckedAnswers =
  | { readonly ok: true; readonly place: NewPlace }
  | { readonly ok: false; readonly problems: Readonly<Partial<Record<keyof Answers, AnswerProblem>>> };

/** A passphrase of fewer characters is guessed once its file is stolen. */
const MIN_PASSPHRASE_LENGTH = 12;

/** What an organisation is made of, or what is wrong with each answer. */
export function checkAnswers(answers: Answers): CheckedAnswers {
  const problems: Partial<Record<keyof Answers, AnswerProblem>> = {};
  const text = (name: keyof Answers) => answers[name].trim();

  if (!isOrganisationName(text('organisation'))) problems.organisation = 'bad-name';
  const officer = text('officer');
  if (officer !== '' && !isOfficerName(officer)) problems.officer = 'bad-officer-name';
  const domains = domainsIn(answers.ownDomains);
  if (!domains) problems.ownDomains = 'bad-domain';
  const senders = namesIn(answers.senders);
  if (!senders) problems.senders = 'bad-list';
  const systems = namesIn(answers.systems);
  if (!systems) problems.systems = 'bad-list';
  const country = text('country').toUpperCase();
  if (country !== '' && !isCountry(country)) problems.country = 'bad-country';

  const place = placeOf(answers);
  if (!place.ok) Object.assign(problems, place.problems);
  const repository = repositoryUrl(text('repository'));
  if (!repository.ok) problems.repository = 'bad-address';

  const isSealed = answers.addresses === 'sealed';
  for (const [name, again] of [
    ['passphrase', 'passphraseAgain'],
    ['kitPassphrase', 'kitPassphraseAgain'],
    ...(isSealed ? ([['auditorPassphrase', 'auditorPassphraseAgain']] as const) : []),
  ] as const) {
    if (answers[name].length < MIN_PASSPHRASE_LENGTH) problems[name] = 'short-passphrase';
    else if (answers[name] !== answers[again]) problems[again] = 'other-passphrase';
  }
  for (const name of ['kitPassphrase', 'auditorPassphrase'] as const) {
    const isAsked = name === 'kitPassphrase' || isSealed;
    if (isAsked && problems[name] === undefined && answers[name] === answers.passphrase) {
      problems[name] = 'same-passphrase';
    }
  }

  if (Object.keys(problems).length > 0 || !repository.ok || !domains || !senders || !systems || !place.ok)
    return { ok: false, problems };
  return {
    ok: true,
    place: {
      settings: {
        organisation: text('organisation'),
        contact: text('contact'),
        country: country === '' ? null : country,
        store: place.store,
        repository: repository.url,
        ownDomains: domains,
        guard: answers.guard,
        panelOnly: [],
        refreshing: answers.refreshing,
        auditors: [],
        referencePattern: null,
        senders,
        systems,
      },
      credentials: place.credentials,
      founder: {
        officer: answers.passphrase,
        // The automation's key stays in this browser beside the officer's until there is an automation.
        timestamp: answers.passphrase,
        root: answers.kitPassphrase,
        recovery: answers.kitPassphrase,
        ...(isSealed && { auditor: answers.auditorPassphrase }),
        ...(officer !== '' && { name: officer }),
      },
    },
  };
}

type CheckedPlace =
  | { readonly ok: true; readonly store: StoreSettings; readonly credentials: S3Credentials | null }
  | { readonly ok: false; readonly problems: Readonly<Partial<Record<keyof Answers, AnswerProblem>>> };

function placeOf(answers: Answers): CheckedPlace {
  if (answers.host === 'folder') return { ok: true, store: { kind: 'folder' }, credentials: null };
  const problems: Partial<Record<keyof Answers, AnswerProblem>> = {};
  const text = (name: keyof Answers) => answers[name].trim();
  const location = {
    endpoint: text('endpoint').replace(/\/$/u, ''),
    // Cloudflare's store has one region, and calls it so.
    region: answers.host === 'r2' ? 'auto' : text('region'),
    bucket: text('bucket'),
    prefix: '',
  };
  const privateBucket = text('privateBucket');
  if (!isS3Location({ ...location, bucket: 'bucket', region: 'auto' })) problems.endpoint = 'bad-endpoint';
  if (!isS3Location({ ...location, endpoint: 'https://s3.example', bucket: 'bucket' }))
    problems.region = 'missing';
  if (!isBucket(location.bucket)) problems.bucket = 'bad-bucket';
  if (!isBucket(privateBucket)) problems.privateBucket = 'bad-bucket';
  else if (privateBucket === location.bucket) problems.privateBucket = 'same-bucket';
  for (const name of ['accessKeyId', 'secretAccessKey'] as const) {
    if (text(name) === '') problems[name] = 'missing';
  }
  const store = { kind: 's3', ...location, privateBucket, privatePrefix: '' } as const;
  if (Object.keys(problems).length > 0 || !isStoreSettings(store)) return { ok: false, problems };
  const credentials = { accessKeyId: text('accessKeyId'), secretAccessKey: text('secretAccessKey') };
  return { ok: true, store, credentials };
}

function isBucket(bucket: string): boolean {
  return isS3Location({ endpoint: 'https://s3.example', region: 'auto', bucket, prefix: '' });
}
