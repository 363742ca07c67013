import { i18n } from '#i18n';
import { contactAddress } from '../utils/letters/contact-address.ts';
import { mailtoOf } from '../utils/letters/mailto.ts';
import { CopyButton } from './copy-button.tsx';

export interface MailDraftProps {
  readonly subject: string;
  readonly body: string;
  /** Whom the organisation says to ask, in its own words; may be empty. */
  readonly contact: string;
}

/** A mail to the privacy officer, for the rep to look at and to send. Lethe sends nothing. */
export function MailDraft({ subject, body, contact }: MailDraftProps) {
  const address = contactAddress(contact);
  const mailto = mailtoOf({ subject, body }, address);
  return (
    <div class="draft">
      {address === '' && (
        <p class="soft">{contact === '' ? i18n.t('mail.noContact') : i18n.t('mail.contact', [contact])}</p>
      )}
      <textarea class="draft-text" readOnly rows={7} aria-label={i18n.t('mail.text')} value={body} />
      {!mailto.ok && <p class="soft">{i18n.t('mail.tooLong')}</p>}
      <div class="row">
        {/* In a tab of its own: a popup would lead itself away. */}
        <a
          class="button filled"
          target="_blank"
          rel="noreferrer"
          href={mailto.ok ? mailto.link : mailto.subjectOnly}
        >
          {i18n.t('mail.write')}
        </a>
        <CopyButton label={i18n.t('mail.copy')} text={body} />
      </div>
    </div>
  );
}
