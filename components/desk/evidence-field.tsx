import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { type ReadEvidence, readEvidence, readPastedEvidence } from '../../utils/register/read-evidence.ts';
import { TextField } from '../field.tsx';
import { dayText } from '../time-text.ts';
import { FileDrop } from './file-drop.tsx';

interface EvidenceFieldProps {
  /** Of the field that chooses; the others' names begin with it. */
  readonly name: string;
  readonly legend?: string;
  readonly evidence: ReadEvidence | null;
  readonly onChange: (evidence: ReadEvidence) => void;
}

/** The message that shows what somebody asked for: a file or its text, of which only the hash, date and channel are kept. */
export function EvidenceField({ name, legend, evidence, onChange }: EvidenceFieldProps) {
  const [text, setText] = useState('');
  const take = async (file: File) => {
    onChange(await readEvidence(new Uint8Array(await file.arrayBuffer()), file.name));
  };
  const takeText = async (pasted: string) => {
    const read = await readPastedEvidence(pasted);
    if (!read) return;
    onChange(read);
    setText('');
  };
  return (
    <FileDrop
      id={name}
      legend={legend ?? i18n.t('desk.record.evidence')}
      text={i18n.t('desk.record.chooseEvidence')}
      onFile={file => void take(file)}
      onText={pasted => void takeText(pasted)}
    >
      <p class="soft small" aria-live="polite">
        {evidence ? evidenceText(evidence) : i18n.t('desk.record.evidenceHint')}
        {evidence?.isOutlookMessage && ` ${i18n.t('desk.record.outlookMessage')}`}
      </p>
      <details class="more">
        <summary>{i18n.t('desk.evidence.paste')}</summary>
        <TextField
          name={`${name}-text`}
          label={i18n.t('desk.evidence.text')}
          hint={i18n.t('desk.evidence.textHint')}
          rows={3}
          value={text}
          onChange={setText}
        />
        <button
          type="button"
          id={`${name}-take`}
          disabled={text.trim() === ''}
          onClick={() => void takeText(text)}
        >
          {i18n.t('desk.evidence.take')}
        </button>
      </details>
    </FileDrop>
  );
}

function evidenceText({ evidence: { sha256, sentAt }, sender }: ReadEvidence): string {
  const parts = [
    ...(sender === null ? [] : [i18n.t('desk.record.evidenceFrom', [sender])]),
    ...(sentAt === null ? [] : [i18n.t('desk.record.evidenceSent', [dayText(sentAt, Date.now())])]),
    i18n.t('desk.record.evidenceHash', [sha256.slice(0, 16)]),
  ];
  return parts.join(' · ');
}
