import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import {
  type ReadRepRequest,
  type RepRequest,
  readRepRequest,
} from '../../utils/request/read-rep-request.ts';
import { TextField } from '../field.tsx';

interface RepRequestFieldProps {
  readonly onRequest: (request: RepRequest) => void;
}

const PROBLEM_WORDS: Readonly<Record<Extract<ReadRepRequest, { ok: false }>['problem'], () => string>> = {
  none: () => i18n.t('desk.repRequest.none'),
  newer: () => i18n.t('desk.repRequest.newer'),
  empty: () => i18n.t('desk.repRequest.empty'),
};

/** A colleague's mail, which says whom to leave alone: it fills in the form, and the officer looks at it. */
export function RepRequestField({ onRequest }: RepRequestFieldProps) {
  const [text, setText] = useState('');
  const [taken, setTaken] = useState<RepRequest | null>(null);
  const read = text.trim() === '' ? undefined : readRepRequest(text);
  return (
    <details class="more" id="rep-request">
      <summary>{i18n.t('desk.repRequest.title')}</summary>
      <TextField
        name="rep-request-text"
        label={i18n.t('desk.repRequest.text')}
        hint={i18n.t('desk.repRequest.textHint')}
        rows={4}
        value={text}
        problem={read && !read.ok ? PROBLEM_WORDS[read.problem]() : ''}
        onChange={next => {
          setText(next);
          const found = readRepRequest(next);
          if (!found.ok) return;
          setTaken(found.request);
          onRequest(found.request);
        }}
      />
      {taken && read?.ok && (
        <p class="soft" aria-live="polite">
          {i18n.t('desk.repRequest.taken', taken.identifiers.length, [String(taken.identifiers.length)])}
          {taken.site !== null && ` ${i18n.t('desk.repRequest.site', [taken.site])}`}
        </p>
      )}
    </details>
  );
}
