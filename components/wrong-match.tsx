import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { MatchKind } from '../utils/lookup/verdict.ts';
import { MailDraft } from './mail-draft.tsx';

const MATCHES: Readonly<Record<MatchKind, () => string>> = {
  exact: () => i18n.t('wrong.match.exact'),
  spelling: () => i18n.t('wrong.match.spelling'),
  domain: () => i18n.t('wrong.match.domain'),
};

/** "I think this is wrong": drafts a mail that holds the kind of the match and nothing that tells whose it is. */
export function WrongMatch({ match, contact }: { readonly match: MatchKind; readonly contact: string }) {
  const [isOpen, setOpen] = useState(false);
  if (!isOpen) {
    return (
      <button type="button" class="quiet small" onClick={() => setOpen(true)}>
        {i18n.t('wrong.open')}
      </button>
    );
  }
  return (
    <div class="wrong">
      <p class="soft">{i18n.t('wrong.lead')}</p>
      <MailDraft
        subject={i18n.t('wrong.subject')}
        body={[i18n.t('wrong.body'), MATCHES[match]()].join('\n\n')}
        contact={contact}
      />
    </div>
  );
}
