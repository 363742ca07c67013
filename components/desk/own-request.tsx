import { i18n } from '#i18n';

interface OwnRequestProps {
  readonly organisation: string;
  readonly checkNumber: string;
  readonly onSave: () => void;
}

/** Until an officer who was invited is admitted: what they send, and what they read out. */
export function OwnRequest({ organisation, checkNumber, onSave }: OwnRequestProps) {
  return (
    <section class="block" id="own-request">
      <h2>{i18n.t('desk.join.waitTitle', [organisation])}</h2>
      <ol class="numbered">
        <li>
          <p>{i18n.t('desk.join.send')}</p>
          <div class="row">
            <button type="button" id="save-request" onClick={onSave}>
              {i18n.t('desk.join.save')}
            </button>
          </div>
        </li>
        <li>
          <p>{i18n.t('desk.join.read')}</p>
          <p id="own-number" class="copyable mono">
            {checkNumber}
          </p>
        </li>
        <li>
          <p>{i18n.t('desk.join.then')}</p>
        </li>
      </ol>
    </section>
  );
}
