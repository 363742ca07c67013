import { type Command, InvalidArgumentError, Option } from 'commander';
import { GUARD_LEVELS, type GuardLevel } from '../utils/blocklist/head.ts';
import { collect } from './options.ts';

/** What `lethe enrol --policies` puts into the files besides the enrolment, and for which extension. */
export interface PolicyOptions {
  readonly lockOptions?: true;
  readonly hideDesk?: true;
  readonly guard?: GuardLevel;
  readonly watch: readonly string[];
  readonly panelOnly: readonly string[];
  readonly pollMinutes?: number;
  readonly chromeId?: string;
  readonly edgeId?: string;
  readonly firefoxId?: string;
  readonly chromeUpdateUrl?: string;
  readonly edgeUpdateUrl?: string;
  readonly firefoxInstallUrl?: string;
}

export function addPolicyOptions(command: Command): Command {
  return command
    .optionsGroup('With --policies:')
    .option('--lock-options', "colleagues can't change the options")
    .option('--hide-desk', "the privacy desk isn't offered in colleagues' browsers")
    .addOption(
      new Option('--guard <level>', 'in place of the level that the list names').choices(GUARD_LEVELS),
    )
    .option('--watch <host>', 'a site to watch besides those that Lethe knows; may be repeated', collect, [])
    .option(
      '--panel-only <site>',
      'show nothing in its pages, such as LinkedIn; may be repeated',
      collect,
      [],
    )
    .option('--poll-minutes <minutes>', 'how often the list is asked for, 5 to 1440', minutes)
    .option(
      '--chrome-id <id>',
      'the extension in Chrome, in place of the id that its key gives it',
      chromiumId,
    )
    .option('--edge-id <id>', 'the same in Edge, whose store hands out an id of its own', chromiumId)
    .option('--firefox-id <id>', 'the add-on in Firefox')
    .option('--chrome-update-url <url>', "in place of the Chrome Web Store's", installUrl)
    .option('--edge-update-url <url>', "in place of Edge Add-ons'", installUrl)
    .option('--firefox-install-url <url>', 'the add-on itself, in place of addons.mozilla.org', installUrl);
}

function minutes(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 5 && number <= 1440) return number;
  throw new InvalidArgumentError('A whole number from 5 to 1440.');
}

function chromiumId(text: string): string {
  if (/^[a-p]{32}$/.test(text)) return text;
  throw new InvalidArgumentError('32 letters from a to p, as chrome://extensions shows them.');
}

function installUrl(text: string): string {
  if (/^(?:https|file):/.test(text) && URL.canParse(text)) return text;
  throw new InvalidArgumentError('An https or file address.');
}
