import { i18n } from '#i18n';
import type { Policy } from '../utils/policy/policy.ts';
import { sentenceText } from './sentence-text.ts';

export interface PolicySectionProps {
  readonly policy: Policy;
  /** The hosts that policy wants watched and the browser doesn't let Lethe read yet, as match patterns. */
  readonly missing: readonly string[];
  readonly onAllow: (sites: readonly string[]) => void;
}

/** What IT has set here, and the one thing that only the rep can do about it; nothing where there is no policy. */
export function PolicySection({ policy, missing, onAllow }: PolicySectionProps) {
  const said = [
    ...(policy.forcesEnrolment ? [i18n.t('policy.enrolled')] : []),
    ...(policy.locksOptions ? [i18n.t('policy.locked')] : []),
    ...(missing.length > 0 ? [i18n.t('policy.sites', [missing.map(hostOf).join(', ')])] : []),
  ];
  if (said.length === 0 && policy.problems.length === 0) return null;
  return (
    <section class="block policy">
      <h2>{i18n.t('policy.title')}</h2>
      {said.map(text => (
        <p key={text}>{text}</p>
      ))}
      {missing.length > 0 && (
        <div class="row">
          <button type="button" class="filled" onClick={() => onAllow(missing)}>
            {i18n.t('policy.allow')}
          </button>
        </div>
      )}
      {policy.problems.length > 0 && (
        <details class="more">
          <summary>{i18n.t('policy.problems')}</summary>
          <ul class="soft">
            {policy.problems.map(sentenceText).map(problem => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function hostOf(pattern: string): string {
  return pattern.replace(/^[^/]*\/\//, '').replace(/\/\*$/, '');
}
