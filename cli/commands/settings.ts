import type { Command } from 'commander';
import type { Settled } from '../../utils/officer/settle-settings.ts';
import type { SharedSetting } from '../../utils/register/register.ts';
import { Failure, print, printJson, warn } from '../failure.ts';
import { dirOption } from '../options.ts';

interface SettingsOptions {
  readonly dir: string;
  readonly json?: true;
}

export function addSettings(program: Command): void {
  const settings = program
    .command('settings')
    .description(
      'the settings that officers share: brings lethe.json and the register together, and shows them',
    )
    .addOption(dirOption())
    .option('--json', 'print {"settings", "recorded", "taken", "conflicts"}')
    .addHelpText(
      'after',
      `
A setting that you change in lethe.json is recorded here, and with the next publish; what another officer changed is taken
over. Where both of you changed the same one, both values are kept and shown until one of you decides. Where the list
is kept, and keys, are shared with nobody.

Examples:
  lethe settings --dir acme
  lethe settings keep contact --dir acme
  lethe settings take contact guard --dir acme`,
    )
    .action((options: SettingsOptions) => settle(options, {}));

  settings
    .command('keep')
    .description('of settings that two officers changed, what lethe.json says')
    .argument('<name...>', 'their names')
    .addOption(dirOption())
    .option('--json', 'print the result as JSON')
    .action((keep: string[], options: SettingsOptions) => settle(options, { keep }));

  settings
    .command('take')
    .description("of settings that two officers changed, the other officer's")
    .argument('<name...>', 'their names')
    .addOption(dirOption())
    .option('--json', 'print the result as JSON')
    .action((take: string[], options: SettingsOptions) => settle(options, { take }));
}

async function settle(
  options: SettingsOptions,
  decision: { readonly keep?: readonly string[]; readonly take?: readonly string[] },
): Promise<void> {
  const [{ openSession }, { bringSettingsTogether, settingRemarks }, { SHARED_SETTINGS, sharedValues }] =
    await Promise.all([
      import('../session.ts'),
      import('../../utils/officer/settle-settings.ts'),
      import('../../utils/officer/shared-settings.ts'),
    ]);
  const unknown = [...(decision.keep ?? []), ...(decision.take ?? [])].find(
    name => !SHARED_SETTINGS.some(each => each === name),
  );
  if (unknown !== undefined) {
    throw new Failure(`No shared setting is called "${unknown}": ${SHARED_SETTINGS.join(', ')}.`, 'usage');
  }
  const { settled } = await bringSettingsTogether(await openSession(options.dir), decision);
  const values = sharedValues(settled.settings);
  if (options.json) {
    const { taken, conflicts, changed } = settled;
    return printJson({
      settings: values,
      recorded: Object.keys(changed),
      taken: taken.map(({ name }) => name),
      conflicts: conflicts.map(({ name, here, shared }) => ({ name, here, shared: shared.value })),
    });
  }
  for (const remark of settingRemarks(settled)) warn(remark.english);
  const { plainTable } = await import('../plain-table.ts');
  const rows = Object.entries(values).map(([name, value]) => [
    name,
    JSON.stringify(value),
    stateOf(name, settled),
  ]);
  print(plainTable(['SETTING', 'HERE', 'STATE'], rows));
}

function stateOf(name: string, { taken, conflicts, changed }: Settled): string {
  const conflict = conflicts.find(each => each.name === name);
  if (conflict)
    return `in conflict with ${JSON.stringify(conflict.shared.value)}, ${byText(conflict.shared)}`;
  const found = taken.find(each => each.name === name);
  if (found) return `taken over, ${byText(found.shared)}`;
  return Object.hasOwn(changed, name) ? 'recorded now' : '';
}

function byText({ recordedAt, origin }: SharedSetting): string {
  return `by key ${origin.writer.slice(0, 12)} on ${new Date(recordedAt).toISOString().slice(0, 10)}`;
}
