import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { VerifiedFile } from '../../utils/desk/exports.ts';
import { isOfRoot } from '../../utils/register/audit/summary.ts';
import { TextField } from '../field.tsx';
import { WarningIcon } from '../icons.tsx';
import { sentenceText } from '../sentence-text.ts';
import { AuditFacts } from './audit-facts.tsx';
import { FileDrop } from './file-drop.tsx';
import { useAction } from './use-action.ts';

export interface VerifyExportProps {
  readonly onVerify: (file: Blob) => Promise<VerifiedFile>;
}

/** Checks an export by itself: nothing is asked of the register, nor of the network. */
export function VerifyExport({ onVerify }: VerifyExportProps) {
  const [fingerprint, setFingerprint] = useState('');
  const [read, setRead] = useState<VerifiedFile | null>(null);
  const action = useAction();
  return (
    <section class="block" id="verify-export">
      <h2>{i18n.t('desk.verify.title')}</h2>
      <p class="soft">{i18n.t('desk.verify.lead')}</p>
      <TextField
        name="fingerprint"
        label={i18n.t('options.fingerprint')}
        hint={i18n.t('desk.verify.fingerprintHint')}
        value={fingerprint}
        onChange={setFingerprint}
      />
      <FileDrop
        id="export-file"
        legend={i18n.t('desk.verify.file')}
        text={i18n.t('desk.verify.choose')}
        accept=".jsonl"
        onFile={file =>
          action.run(async () => {
            setRead(null);
            setRead(await onVerify(file));
          })
        }
      >
        <p class="soft small" role="status">
          {action.isBusy && i18n.t('desk.audit.verifying')}
        </p>
      </FileDrop>
      <p class="problem" role="alert">
        {action.problem}
      </p>
      {read && <Result read={read} fingerprint={fingerprint} />}
    </section>
  );
}

function Result({ read, fingerprint }: { readonly read: VerifiedFile; readonly fingerprint: string }) {
  if (!read.ok) return <Proves title={i18n.t('desk.verify.nothing')} detail={sentenceText(read.said)} />;
  const audit = read.value;
  if (fingerprint.trim() === '') {
    return (
      <AuditFacts
        id="export-verified"
        title={i18n.t('desk.verify.whole')}
        remark={i18n.t('desk.verify.compare')}
        facts={audit.summary}
      />
    );
  }
  if (!isOfRoot(audit, fingerprint)) {
    const own = audit.roots.map(root => root.fingerprint).join(', ');
    return (
      <Proves title={i18n.t('desk.verify.another')} detail={i18n.t('desk.verify.ownFingerprints', [own])} />
    );
  }
  return <AuditFacts id="export-verified" title={i18n.t('desk.verify.theirs')} facts={audit.summary} />;
}

function Proves({ title, detail }: { readonly title: string; readonly detail: string }) {
  return (
    <div class="state state-rust" id="export-refused" role="alert">
      <WarningIcon />
      <div class="state-words">
        <h2>{title}</h2>
        <p>{detail}</p>
      </div>
    </div>
  );
}
