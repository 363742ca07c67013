import { i18n } from '#i18n';
import type { Details } from '../utils/lookup/page-api.ts';
import type { Problem } from '../utils/lookup/verdict.ts';
import { exactText } from './time-text.ts';

interface DetailsTableProps {
  readonly details: Details;
  readonly problem: Problem | null;
}

/** What officer, IT and support ask for. */
export function DetailsTable({ details, problem }: DetailsTableProps) {
  const { repository, rootFingerprint, sealEpoch, metadata, list } = details;
  return (
    <details class="more">
      <summary>{i18n.t('options.details')}</summary>
      <dl class="facts-list">
        {problem && problem.detail !== '' && <Row name={i18n.t('options.detail')} value={problem.detail} />}
        <Row name={i18n.t('options.repository')} value={repository} />
        <Row name={i18n.t('options.fingerprint')} value={rootFingerprint} mono />
        {metadata && (
          <>
            <Row name={i18n.t('options.role.root')} value={edition(metadata, 'root')} />
            <Row name={i18n.t('options.role.targets')} value={edition(metadata, 'targets')} />
            <Row name={i18n.t('options.role.snapshot')} value={edition(metadata, 'snapshot')} />
            <Row name={i18n.t('options.role.timestamp')} value={edition(metadata, 'timestamp')} />
          </>
        )}
        <Row name={i18n.t('options.sealEpoch')} value={String(sealEpoch)} />
        {list && (
          <>
            <Row name={i18n.t('options.publication')} value={String(list.publication)} />
            <Row name={i18n.t('options.operation')} value={String(list.operation)} />
            <Row name={i18n.t('options.prefixBits')} value={String(list.prefixBits)} />
            {list.contact !== '' && <Row name={i18n.t('options.contact')} value={list.contact} />}
          </>
        )}
      </dl>
    </details>
  );
}

function Row({
  name,
  value,
  mono = false,
}: {
  readonly name: string;
  readonly value: string;
  readonly mono?: boolean;
}) {
  return (
    <div>
      <dt>{name}</dt>
      <dd class={mono ? 'mono' : ''}>{value}</dd>
    </div>
  );
}

type Metadata = NonNullable<Details['metadata']>;

function edition({ versions, expires }: Metadata, role: keyof Metadata['versions']): string {
  return i18n.t('options.version', [String(versions[role]), exactText(expires[role])]);
}
