import { useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { SAMPLE_PEOPLE, type SamplePerson } from '../utils/sample/sample.ts';

export interface SampleSectionProps {
  /** The sample stands in the page, to be brought to life until the signal aborts. */
  readonly onSample: (signal: AbortSignal) => void;
}

/** A made-up contact list and mail, in which marks, banner and dialog are the real ones and the verdict isn't. */
export function SampleSection({ onSample }: SampleSectionProps) {
  const [to, setTo] = useState<readonly SamplePerson[]>(SAMPLE_PEOPLE);
  const [sentTo, setSentTo] = useState<readonly SamplePerson[] | null>(null);

  // Once: what it is brought to life with doesn't change.
  useEffect(() => {
    const ending = new AbortController();
    onSample(ending.signal);
    return () => ending.abort();
  }, []);

  return (
    <section class="block sample" aria-labelledby="sample-title">
      <h2 id="sample-title">
        {i18n.t('welcome.sampleTitle')} <span class="sample-label">{i18n.t('welcome.sampleLabel')}</span>
      </h2>
      <p class="soft">{i18n.t('welcome.sampleLead')}</p>
      <ol class="sample-steps">
        <li>{i18n.t('welcome.sampleStepBadge')}</li>
        <li>{i18n.t('welcome.sampleStepHold')}</li>
      </ol>
      <div class="sample-page">
        <h3>{i18n.t('welcome.samplePeople')}</h3>
        <ul class="sample-contacts">
          {SAMPLE_PEOPLE.map(({ name, address }) => (
            <li key={address}>
              <span>{name}</span> <span class="sample-address">{address}</span>
            </li>
          ))}
        </ul>
        {sentTo ? (
          <div role="status">
            <p>{i18n.t('welcome.sampleSent', [namesOf(sentTo)])}</p>
            <button
              type="button"
              onClick={() => {
                setSentTo(null);
                setTo(SAMPLE_PEOPLE);
              }}
            >
              {i18n.t('welcome.sampleAgain')}
            </button>
          </div>
        ) : (
          <Mail
            to={to}
            onRemove={person => setTo(to.filter(other => other !== person))}
            onSend={() => setSentTo(to)}
          />
        )}
      </div>
    </section>
  );
}

function Mail(props: {
  readonly to: readonly SamplePerson[];
  readonly onRemove: (person: SamplePerson) => void;
  readonly onSend: () => void;
}) {
  const { to, onRemove, onSend } = props;
  return (
    <section class="sample-mail" aria-label={i18n.t('welcome.sampleMail')}>
      <p class="sample-to">
        <span class="soft">{i18n.t('welcome.sampleTo')}</span>
        {to.map(person => (
          <span
            key={person.address}
            class="sample-chip"
            data-address={person.address}
            data-name={person.name}
          >
            {person.name}
            <button
              type="button"
              class="sample-remove"
              aria-label={i18n.t('welcome.sampleRemove', [person.name])}
              onClick={() => onRemove(person)}
            >
              ×
            </button>
          </span>
        ))}
      </p>
      <p>
        <span class="soft">{i18n.t('welcome.sampleSubject')}</span> {i18n.t('welcome.sampleSubjectText')}
      </p>
      <p>{i18n.t('welcome.sampleBodyText')}</p>
      <button type="button" class="filled sample-send" onClick={onSend}>
        {i18n.t('welcome.sampleSend')}
      </button>
    </section>
  );
}

function namesOf(people: readonly SamplePerson[]): string {
  const names = people.map(({ name }) => name);
  return new Intl.ListFormat(i18n.t('status.locale'), { type: 'conjunction' }).format(names);
}
