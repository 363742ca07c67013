import type { PolicySettingName } from '../policy/policy-settings.ts';
import type { ExtensionIds, InstallUrls } from './extension-ids.ts';

/** A setting's value, as every kind of policy file can hold it. */
export type SettingValue = string | number | boolean | readonly string[];

/** What policy sets; what is left out isn't set. The code in it is a secret. */
export type Settings = Readonly<Partial<Record<PolicySettingName, SettingValue>>>;

/** What a company's IT hands out: the extension, and what it is to do there. */
export interface RollOut {
  readonly organisation: string;
  readonly ids: ExtensionIds;
  readonly urls: InstallUrls;
  readonly settings: Settings;
}
