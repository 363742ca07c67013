import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { ErasedNamed } from '../../utils/officer/erase-named.ts';
import type { WhatToErase } from '../../utils/register/what-to-erase.ts';
import { countText } from '../time-text.ts';
import { ActionForm } from './action-form.tsx';

interface EraseSectionProps {
  /** A reference, or ids of blocks. */
  readonly names: readonly string[];
  readonly title: string;
  readonly onPlan: (names: readonly string[]) => Promise<WhatToErase>;
  readonly onErase: (names: readonly string[]) => Promise<ErasedNamed>;
}

type Plan = Extract<WhatToErase, { ok: true }>;
type Refusal = Extract<WhatToErase, { ok: false }>;

/** Takes out of the register what nothing justifies any more: says first what goes and what stays. */
export function EraseSection({ names, title, onPlan, onErase }: EraseSectionProps) {
  const [plan, setPlan] = useState<Plan | null>(null);
  return (
    <details class="more" id="erase">
      <summary>{title}</summary>
      <div class="step">
        <p class="soft">{i18n.t('desk.erase.lead')}</p>
        {plan === null ? (
          <ActionForm
            class="step"
            button={{ id: 'plan-erasure', text: i18n.t('desk.erase.plan') }}
            onSubmit={async () => {
              const found = await onPlan(names);
              if (!found.ok) throw new Error(refusalText(found));
              setPlan(found);
            }}
          />
        ) : (
          <ActionForm
            class="step"
            button={{
              id: 'erase-now',
              text: i18n.t('desk.erase.erase'),
              busyText: i18n.t('desk.erase.erasing'),
              isGrave: true,
            }}
            onCancel={() => setPlan(null)}
            onSubmit={async () => {
              const erased = await onErase(names);
              if (!erased.ok) throw new Error(refusalText(erased));
              setPlan(null);
            }}
          >
            <WhatGoes plan={plan} />
          </ActionForm>
        )}
      </div>
    </details>
  );
}

function WhatGoes({ plan: { erasable, leftCases } }: { readonly plan: Plan }) {
  const { blocks, cases } = erasable;
  return (
    <div class="note step" id="what-goes">
      <h3>{i18n.t('desk.erase.goes')}</h3>
      <ul class="points">
        {blocks.size > 0 && <li>{i18n.t('desk.erase.blocks', blocks.size, [countText(blocks.size)])}</li>}
        {cases.size > 0 && <li>{i18n.t('desk.erase.cases', [[...cases].join(', ')])}</li>}
      </ul>
      <h3>{i18n.t('desk.erase.stays')}</h3>
      <ul class="points">
        <li>{i18n.t('desk.erase.hashes')}</li>
        <li>{i18n.t('desk.erase.copies')}</li>
        {leftCases.length > 0 && <li>{i18n.t('desk.erase.leftCases', [leftCases.join(', ')])}</li>}
      </ul>
    </div>
  );
}

function refusalText({ problem, name }: Refusal): string {
  switch (problem) {
    case 'unknown':
      return i18n.t('desk.erase.refused.unknown');
    case 'standing':
      return i18n.t('desk.erase.refused.standing');
    case 'unpublished':
      return i18n.t('desk.erase.refused.unpublished');
    case 'open':
      return i18n.t('desk.erase.refused.open', [name]);
  }
}
