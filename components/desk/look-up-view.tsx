import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { LookUp } from '../../utils/officer/look-up.ts';
import type { Block } from '../../utils/register/block.ts';
import { holdingOf } from '../../utils/register/holding.ts';
import { LIFT_REASONS, type LiftReason } from '../../utils/register/operation.ts';
import { checkReference } from '../../utils/register/reference.ts';
import { ChoiceField, TextField } from '../field.tsx';
import { ListedIcon, RingIcon } from '../icons.tsx';
import { countText, dayText, momentText } from '../time-text.ts';
import { useAction } from '../use-action.ts';
import { BASIS_WORDS, choicesOf, LIFT_WORDS, SCOPE_WORDS } from './words.ts';

interface LookUpViewProps {
  readonly onLookUp: (text: string) => Promise<LookUp>;
  readonly onLift: (blocks: readonly Block[], reference: string, reason: LiftReason) => Promise<void>;
}

/** Are we blocking this person, since when, and on what basis? */
export function LookUpView({ onLookUp, onLift }: LookUpViewProps) {
  const [text, setText] = useState('');
  const [found, setFound] = useState<LookUp | null>(null);
  const action = useAction();
  return (
    <form
      class="block"
      onSubmit={event => {
        event.preventDefault();
        action.run(async () => {
          setFound(null);
          setFound(await onLookUp(text.trim()));
        });
      }}
    >
      <h2>{i18n.t('desk.lookUp.title')}</h2>
      <p class="soft">{i18n.t('desk.lookUp.lead')}</p>
      <TextField
        name="asked"
        label={i18n.t('desk.lookUp.asked')}
        value={text}
        problem={action.problem}
        onChange={value => {
          setText(value);
          setFound(null);
        }}
      />
      <div class="row">
        <button type="submit" id="look-up" class="filled" disabled={action.isBusy || text.trim() === ''}>
          {i18n.t(action.isBusy ? 'desk.lookUp.looking' : 'desk.lookUp.look')}
        </button>
      </div>
      <output aria-live="polite">{found && <Found found={found} onLift={onLift} />}</output>
    </form>
  );
}

function Found({ found, onLift }: { readonly found: LookUp; readonly onLift: LookUpViewProps['onLift'] }) {
  const { match, head, blocks, register, isUnpublished } = found;
  const standing = blocks.filter(({ id }) => !register.lifts.has(id));
  return (
    <div class="found">
      <p class={match ? 'result result-listed' : 'result'}>
        {match ? <ListedIcon /> : <RingIcon />}
        <span>
          {match
            ? i18n.t(match.scope === 'all' ? 'desk.lookUp.listedAll' : 'desk.lookUp.listedMarketing')
            : i18n.t('desk.lookUp.notListed', [dayText(head.publishedAt, Date.now())])}
          {match?.match === 'spelling' && ` ${i18n.t('desk.lookUp.spelling')}`}
          {match?.match === 'domain' && ` ${i18n.t('desk.lookUp.domain')}`}
        </span>
      </p>
      {isUnpublished && <p class="note">{i18n.t('desk.lookUp.unpublished')}</p>}
      {blocks.map(block => (
        <BlockFacts key={block.id} block={block} found={found} />
      ))}
      {standing.length > 0 && <Lifting blocks={standing} onLift={onLift} />}
    </div>
  );
}

/** Lifting says why, and under which case. */
function Lifting({
  blocks,
  onLift,
}: {
  readonly blocks: readonly Block[];
  readonly onLift: LookUpViewProps['onLift'];
}) {
  const [reference, setReference] = useState('');
  const [reason, setReason] = useState<LiftReason>('request');
  const [isLifted, setLifted] = useState(false);
  const action = useAction();
  if (isLifted) return <p class="note">{i18n.t('desk.lift.done')}</p>;
  return (
    <details class="more">
      <summary>{i18n.t('desk.lift.title')}</summary>
      <p class="soft">{i18n.t('desk.lift.lead')}</p>
      <div class="pair">
        <TextField
          name="lift-reference"
          label={i18n.t('desk.record.reference')}
          value={reference}
          problem={action.problem}
          onChange={setReference}
        />
        <ChoiceField
          name="lift-reason"
          label={i18n.t('desk.lift.reason')}
          value={reason}
          choices={choicesOf(LIFT_WORDS, LIFT_REASONS)}
          onChange={setReason}
        />
      </div>
      <button
        type="button"
        id="lift"
        disabled={action.isBusy}
        onClick={() =>
          action.run(async () => {
            const checked = checkReference(reference);
            if (!checked.ok) throw new Error(i18n.t('desk.record.referencePattern'));
            await onLift(blocks, checked.reference, reason);
            setLifted(true);
          })
        }
      >
        {i18n.t('desk.lift.lift')}
      </button>
    </details>
  );
}

function BlockFacts({ block, found }: { readonly block: Block; readonly found: LookUp }) {
  const { register, publications } = found;
  const lift = register.lifts.get(block.id);
  const holding = publications && holdingOf(block, register, publications);
  const facts: readonly (readonly [string, string])[] = [
    [i18n.t('desk.fact.since'), dayText(block.recordedAt, Date.now())],
    [i18n.t('desk.fact.basis'), BASIS_WORDS[block.basis]()],
    [i18n.t('desk.fact.scope'), SCOPE_WORDS[block.scope]()],
    [i18n.t('desk.fact.reference'), block.reference],
    [i18n.t('desk.fact.recordedBy'), block.origin.writer.slice(0, 16)],
    [
      i18n.t('desk.fact.firstPublished'),
      holding?.from
        ? i18n.t('desk.fact.publication', [
            countText(holding.from.publication),
            momentText(holding.from.publishedAt, Date.now()),
          ])
        : i18n.t('desk.fact.notYet'),
    ],
    ...(lift
      ? [[i18n.t('desk.fact.lifted'), `${dayText(lift.recordedAt, Date.now())}, ${lift.reference}`] as const]
      : []),
  ];
  return (
    <dl class="facts-list">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
