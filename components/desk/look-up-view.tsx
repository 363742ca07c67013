import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { LookedUp, LookedUpBlock } from '../../utils/desk/looked-up.ts';
import type { Block } from '../../utils/register/block.ts';
import { LIFT_REASONS, type LiftReason } from '../../utils/register/operation.ts';
import { ChoiceField, TextField } from '../field.tsx';
import { ListedIcon, RingIcon } from '../icons.tsx';
import { countText, dayText, momentText } from '../time-text.ts';
import { ActionForm } from './action-form.tsx';
import { FactsList } from './facts-list.tsx';
import { ReferenceField, useReference } from './reference-field.tsx';
import { BASIS_WORDS, choicesOf, LIFT_WORDS, SCOPE_WORDS } from './words.ts';

interface LookUpViewProps {
  readonly referencePattern: string | null;
  readonly onLookUp: (text: string) => Promise<LookedUp>;
  readonly onLift: (blocks: readonly Block[], reference: string, reason: LiftReason) => Promise<void>;
}

/** Are we blocking this person, since when, and on what basis? */
export function LookUpView({ referencePattern, onLookUp, onLift }: LookUpViewProps) {
  const [text, setText] = useState('');
  const [found, setFound] = useState<LookedUp | null>(null);
  return (
    <section class="block">
      <ActionForm
        class="step"
        title={i18n.t('desk.lookUp.title')}
        lead={i18n.t('desk.lookUp.lead')}
        button={{
          id: 'look-up',
          text: i18n.t('desk.lookUp.look'),
          busyText: i18n.t('desk.lookUp.looking'),
          isDisabled: text.trim() === '',
        }}
        onSubmit={async () => {
          setFound(null);
          setFound(await onLookUp(text.trim()));
        }}
      >
        {problem => (
          <TextField
            name="asked"
            label={i18n.t('desk.lookUp.asked')}
            value={text}
            problem={problem}
            onChange={value => {
              setText(value);
              setFound(null);
            }}
          />
        )}
      </ActionForm>
      <div aria-live="polite">
        {found && <Found found={found} pattern={referencePattern} onLift={onLift} />}
      </div>
    </section>
  );
}

function Found({
  found,
  pattern,
  onLift,
}: {
  readonly found: LookedUp;
  readonly pattern: string | null;
  readonly onLift: LookUpViewProps['onLift'];
}) {
  const { match, publishedAt, blocks, isUnpublished } = found;
  const standing = blocks.filter(({ lift }) => lift === null);
  return (
    <div class="found">
      <p class={match ? 'result result-listed' : 'result'}>
        {match ? <ListedIcon /> : <RingIcon />}
        <span>
          {match
            ? i18n.t(match.scope === 'all' ? 'desk.lookUp.listedAll' : 'desk.lookUp.listedMarketing')
            : i18n.t('desk.lookUp.notListed', [dayText(publishedAt, Date.now())])}
          {match?.match === 'spelling' && ` ${i18n.t('desk.lookUp.spelling')}`}
          {match?.match === 'domain' && ` ${i18n.t('desk.lookUp.domain')}`}
        </span>
      </p>
      {isUnpublished && <p class="note">{i18n.t('desk.lookUp.unpublished')}</p>}
      {blocks.map(block => (
        <BlockFacts key={block.id} block={block} />
      ))}
      {standing.length > 0 && <Lifting blocks={standing} pattern={pattern} onLift={onLift} />}
    </div>
  );
}

/** Lifting says why, and under which case. */
function Lifting({
  blocks,
  pattern,
  onLift,
}: {
  readonly blocks: readonly Block[];
  readonly pattern: string | null;
  readonly onLift: LookUpViewProps['onLift'];
}) {
  const reference = useReference(pattern);
  const [reason, setReason] = useState<LiftReason>('request');
  const [isLifted, setLifted] = useState(false);
  if (isLifted) return <p class="note">{i18n.t('desk.lift.done')}</p>;
  return (
    <details class="more">
      <summary>{i18n.t('desk.lift.title')}</summary>
      <p class="soft">{i18n.t('desk.lift.lead')}</p>
      <ActionForm
        class="step"
        button={{ id: 'lift', text: i18n.t('desk.lift.lift') }}
        onSubmit={async () => {
          const taken = reference.take();
          if (taken === undefined) return;
          await onLift(blocks, taken, reason);
          setLifted(true);
        }}
      >
        <div class="pair">
          <ReferenceField name="lift-reference" reference={reference} />
          <ChoiceField
            name="lift-reason"
            label={i18n.t('desk.lift.reason')}
            value={reason}
            choices={choicesOf(LIFT_WORDS, LIFT_REASONS)}
            onChange={setReason}
          />
        </div>
      </ActionForm>
    </details>
  );
}

function BlockFacts({ block }: { readonly block: LookedUpBlock }) {
  const { lift, firstPublished } = block;
  const facts: readonly (readonly [string, string])[] = [
    [i18n.t('desk.fact.since'), dayText(block.recordedAt, Date.now())],
    [i18n.t('desk.fact.basis'), BASIS_WORDS[block.basis]()],
    [i18n.t('desk.fact.scope'), SCOPE_WORDS[block.scope]()],
    [i18n.t('desk.fact.reference'), block.reference],
    [i18n.t('desk.fact.recordedBy'), block.origin.writer.slice(0, 16)],
    [
      i18n.t('desk.fact.firstPublished'),
      firstPublished
        ? i18n.t('desk.fact.publication', [
            countText(firstPublished.publication),
            momentText(firstPublished.publishedAt, Date.now()),
          ])
        : i18n.t('desk.fact.notYet'),
    ],
    ...(lift
      ? [[i18n.t('desk.fact.lifted'), `${dayText(lift.recordedAt, Date.now())}, ${lift.reference}`] as const]
      : []),
  ];
  return <FactsList facts={facts} />;
}
