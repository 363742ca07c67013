import { GUARD_LEVELS } from '../blocklist/head.ts';
import { sites } from '../sites/sites.ts';
import { LEAST_POLL_MINUTES, MOST_POLL_MINUTES } from '../sync/poll-policy.ts';

/** What a setting's value is. A list is one of texts. */
export type SettingShape =
  | { readonly kind: 'text' }
  | { readonly kind: 'choice'; readonly choices: readonly string[] }
  | { readonly kind: 'flag' }
  | { readonly kind: 'number'; readonly least: number; readonly most: number }
  | { readonly kind: 'list'; readonly choices?: readonly string[] };

/** One setting of managed policy, in the words that IT reads in its own tools. */
export interface PolicySetting {
  readonly name: PolicySettingName;
  readonly title: string;
  readonly description: string;
  readonly shape: SettingShape;
}

export const POLICY_SETTING_NAMES = [
  'enrolment',
  'lockOptions',
  'guard',
  'sites',
  'panelOnly',
  'pollMinutes',
  'hideDesk',
] as const;

export type PolicySettingName = (typeof POLICY_SETTING_NAMES)[number];

const SETTINGS: Readonly<Record<PolicySettingName, Omit<PolicySetting, 'name'>>> = {
  enrolment: {
    title: 'Enrolment code',
    description:
      'The code that "lethe enrol" or the privacy desk gives out. The browser is enrolled with it at once, and its user can neither enrol it elsewhere nor leave. Treat it as a password.',
    shape: { kind: 'text' },
  },
  lockOptions: {
    title: 'Lock the options',
    description:
      'The user can change neither the enrolment, nor which sites are watched, nor where Lethe stays out of the page. The log of holds stays theirs.',
    shape: { kind: 'flag' },
  },
  guard: {
    title: 'What happens to a message to a listed person',
    description:
      'warn asks and lets it go, hold wants a reason, block lets nobody write to them. If absent, the level that the list names.',
    shape: { kind: 'choice', choices: GUARD_LEVELS },
  },
  sites: {
    title: 'Sites to watch',
    description:
      'Hosts besides those that Lethe watches by itself, such as crm.example.com or *.example.com. The browser asks the user once to allow them.',
    shape: { kind: 'list' },
  },
  panelOnly: {
    title: 'Sites in whose pages nothing is shown',
    description:
      'Lethe counts and holds there, and shows itself in its toolbar button and its dialogs alone. Besides those that the list names.',
    shape: { kind: 'list', choices: sites.filter(site => site.offersPanelOnly).map(({ name }) => name) },
  },
  pollMinutes: {
    title: 'Minutes between two looks at the list',
    description:
      'How often a browser asks the repository for a newer list, give or take a quarter. 15 if absent.',
    shape: { kind: 'number', least: LEAST_POLL_MINUTES, most: MOST_POLL_MINUTES },
  },
  hideDesk: {
    title: 'Hide the privacy desk',
    description: 'For everybody but the privacy officers: the desk is neither offered nor opened.',
    shape: { kind: 'flag' },
  },
};

/** Every setting that there is, in the order in which people read them. */
export const POLICY_SETTINGS: readonly PolicySetting[] = POLICY_SETTING_NAMES.map(name => ({
  name,
  ...SETTINGS[name],
}));

/** What public/managed-schema.json holds, by which Chrome and Edge judge a policy before the extension sees it. */
export function managedSchema(): object {
  return {
    $schema: 'http://json-schema.org/draft-03/schema#',
    type: 'object',
    properties: Object.fromEntries(
      POLICY_SETTINGS.map(({ name, title, description, shape }) => [
        name,
        { title, description, ...schemaOf(shape) },
      ]),
    ),
  };
}

function schemaOf(shape: SettingShape): object {
  switch (shape.kind) {
    case 'text':
      return { type: 'string' };
    case 'choice':
      return { type: 'string', enum: shape.choices };
    case 'flag':
      return { type: 'boolean' };
    case 'number':
      return { type: 'integer', minimum: shape.least, maximum: shape.most };
    case 'list':
      return { type: 'array', items: { type: 'string', ...(shape.choices && { enum: shape.choices }) } };
  }
}
