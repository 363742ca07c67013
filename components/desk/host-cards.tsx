import { i18n } from '#i18n';
import { HOSTS, type Host } from '../../utils/desk/set-up-answers.ts';

interface HostCardsProps {
  readonly value: Host;
  readonly onChange: (host: Host) => void;
}

const TEXTS: Readonly<Record<Host, { readonly title: () => string; readonly lead: () => string }>> = {
  r2: { title: () => i18n.t('desk.host.r2'), lead: () => i18n.t('desk.host.r2Lead') },
  s3: { title: () => i18n.t('desk.host.s3'), lead: () => i18n.t('desk.host.s3Lead') },
  folder: { title: () => i18n.t('desk.host.folder'), lead: () => i18n.t('desk.host.folderLead') },
};

/** Where the list is kept: one of three, and what each means. */
export function HostCards({ value, onChange }: HostCardsProps) {
  return (
    <fieldset class="cards" aria-label={i18n.t('desk.setUp.where')}>
      {HOSTS.map(host => (
        <label key={host} class="card">
          <input
            type="radio"
            name="host"
            id={`host-${host}`}
            checked={value === host}
            onChange={() => onChange(host)}
          />
          <span>
            <strong>{TEXTS[host].title()}</strong>
            <span class="soft small">{TEXTS[host].lead()}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
