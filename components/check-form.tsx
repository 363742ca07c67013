import { useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Verdict } from '../utils/lookup/verdict.ts';
import { ListedIcon, RingIcon } from './icons.tsx';

interface CheckFormProps {
  readonly organisation: string;
  /** Tells one list from another: an answer doesn't outlive the list that gave it. */
  readonly list: string;
  readonly onCheck: (text: string) => Promise<Verdict>;
  /** What the rep selected to be checked, by menu or keys: checked as it comes. */
  readonly asked?: string | null | undefined;
}

/** A field to check an address or a company by hand. What is typed goes to the lookup and is kept nowhere. */
export function CheckForm({ organisation, list, onCheck, asked }: CheckFormProps) {
  const [text, setText] = useState('');
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const [isChecking, setChecking] = useState(false);
  useEffect(() => setVerdict(null), [list]);
  // Once for each text that is asked about.
  useEffect(() => {
    if (!asked) return;
    setText(asked);
    void check(asked);
  }, [asked]);

  async function check(wanted: string): Promise<void> {
    if (wanted.trim() === '') return;
    setChecking(true);
    setVerdict(null);
    try {
      setVerdict(await onCheck(wanted.trim()));
    } catch {
      setVerdict({ state: 'unknown', reason: 'not-protecting' });
    } finally {
      setChecking(false);
    }
  }

  return (
    <form
      class="check"
      onSubmit={event => {
        event.preventDefault();
        void check(text);
      }}
    >
      <label for="check">{i18n.t('popup.checkLabel')}</label>
      <div class="check-row">
        <input
          id="check"
          type="text"
          inputMode="email"
          autocomplete="off"
          spellcheck={false}
          placeholder={i18n.t('popup.checkPlaceholder')}
          value={text}
          onInput={event => {
            setText(event.currentTarget.value);
            setVerdict(null);
          }}
        />
        <button type="submit" disabled={isChecking}>
          {i18n.t(isChecking ? 'popup.checking' : 'popup.check')}
        </button>
      </div>
      <output aria-live="polite">
        {verdict && <Result verdict={verdict} organisation={organisation} />}
      </output>
    </form>
  );
}

function Result({ verdict, organisation }: { readonly verdict: Verdict; readonly organisation: string }) {
  const isListed = verdict.state === 'listed';
  return (
    <p class={isListed ? 'result result-listed' : 'result'}>
      {isListed ? <ListedIcon /> : <RingIcon />}
      <span>
        {resultText(verdict, organisation)}
        {isListed && !verdict.waiting && verdict.match === 'spelling' && ` ${i18n.t('popup.matchSpelling')}.`}
      </span>
    </p>
  );
}

function resultText(verdict: Verdict, organisation: string): string {
  switch (verdict.state) {
    case 'listed':
      if (verdict.waiting) return i18n.t('popup.resultWaiting');
      if (verdict.match === 'domain') {
        return i18n.t(verdict.scope === 'all' ? 'popup.resultDomainAll' : 'popup.resultDomainMarketing');
      }
      return i18n.t(verdict.scope === 'all' ? 'popup.resultAll' : 'popup.resultMarketing');
    case 'not-listed':
      return i18n.t('popup.resultNotListed', [organisation]);
    case 'pending':
      return i18n.t('popup.checking');
    case 'unknown':
      return i18n.t(
        verdict.reason === 'not-an-address' ? 'popup.resultNotAddress' : 'popup.resultNotProtecting',
      );
  }
}
