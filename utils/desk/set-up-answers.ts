import type { GuardLevel } from '../blocklist/head.ts';
import { isOrganisationName } from '../enrolment/code.ts';
import { repositoryUrl } from '../enrolment/repository-url.ts';
import { canonicalDomainV1 } from '../identifier/domain-v1.ts';
import { isCountry } from '../identifier/phone-number.ts';
import { isS3Location } from '../publish/s3-location.ts';
import { isStoreSettings } from '../publish/store-settings.ts';
import type { NewPlace } from './desk.ts';

/** What the officer wrote into the form of set-up. */
export interface Answers {
  readonly organisation: string;
  readonly ownDomains: string;
  readonly contact: string;
  readonly country: string;
  readonly guard: GuardLevel;
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  readonly privateBucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly repository: string;
  readonly passphrase: string;
  readonly passphraseAgain: string;
  readonly kitPassphrase: string;
  readonly kitPassphraseAgain: string;
}

export const NO_ANSWERS: Answers = {
  organisation: '',
  ownDomains: '',
  contact: '',
  country: '',
  guard: 'hold',
  endpoint: '',
  region: 'auto',
  bucket: '',
  privateBucket: '',
  accessKeyId: '',
  secretAccessKey: '',
  repository: '',
  passphrase: '',
  passphraseAgain: '',
  kitPassphrase: '',
  kitPassphraseAgain: '',
};

export type AnswerProblem =
  | 'missing'
  | 'bad-name'
  | 'bad-domain'
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
  const domains = text('ownDomains')
    .split(/[\s,;]+/u)
    .filter(domain => domain !== '')
    .map(domain => canonicalDomainV1(domain.replace(/^@/u, '')));
  if (domains.some(domain => !domain.ok)) problems.ownDomains = 'bad-domain';
  const country = text('country').toUpperCase();
  if (country !== '' && !isCountry(country)) problems.country = 'bad-country';

  const location = {
    endpoint: text('endpoint').replace(/\/$/u, ''),
    region: text('region'),
    bucket: text('bucket'),
    prefix: '',
  };
  const kept = { ...location, bucket: text('privateBucket') };
  if (!isS3Location({ ...location, bucket: 'bucket', region: 'auto' })) problems.endpoint = 'bad-endpoint';
  if (!isS3Location({ ...location, endpoint: 'https://s3.example', bucket: 'bucket' }))
    problems.region = 'missing';
  if (!isBucket(location.bucket)) problems.bucket = 'bad-bucket';
  if (!isBucket(kept.bucket)) problems.privateBucket = 'bad-bucket';
  else if (kept.bucket === location.bucket) problems.privateBucket = 'same-bucket';
  for (const name of ['accessKeyId', 'secretAccessKey'] as const) {
    if (text(name) === '') problems[name] = 'missing';
  }
  const repository = repositoryUrl(text('repository'));
  if (!repository.ok) problems.repository = 'bad-address';

  for (const [name, again] of [
    ['passphrase', 'passphraseAgain'],
    ['kitPassphrase', 'kitPassphraseAgain'],
  ] as const) {
    if (answers[name].length < MIN_PASSPHRASE_LENGTH) problems[name] = 'short-passphrase';
    else if (answers[name] !== answers[again]) problems[again] = 'other-passphrase';
  }
  if (problems.kitPassphrase === undefined && answers.kitPassphrase === answers.passphrase) {
    problems.kitPassphrase = 'same-passphrase';
  }

  const store = { kind: 's3', ...location, privateBucket: kept.bucket, privatePrefix: '' } as const;
  if (Object.keys(problems).length > 0 || !repository.ok || !isStoreSettings(store)) {
    return { ok: false, problems };
  }
  return {
    ok: true,
    place: {
      settings: {
        organisation: text('organisation'),
        contact: text('contact'),
        country: country === '' ? null : country,
        store,
        repository: repository.url,
        ownDomains: domains.flatMap(domain => (domain.ok ? [domain.identifier.canonical] : [])),
        guard: answers.guard,
        panelOnly: [],
        refreshing: 'by-hand',
        auditors: [],
        referencePattern: null,
      },
      credentials: { accessKeyId: text('accessKeyId'), secretAccessKey: text('secretAccessKey') },
      passphrases: {
        officer: answers.passphrase,
        // The automation's key stays in this browser beside the officer's until there is an automation.
        timestamp: answers.passphrase,
        root: answers.kitPassphrase,
        recovery: answers.kitPassphrase,
      },
    },
  };
}

function isBucket(bucket: string): boolean {
  return isS3Location({ endpoint: 'https://s3.example', region: 'auto', bucket, prefix: '' });
}
