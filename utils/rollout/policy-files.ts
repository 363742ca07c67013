import { type Bytes, utf8 } from '../bytes.ts';
import { CHROMIUMS } from './chromium.ts';
import { chromiumProfile, firefoxProfile } from './configuration-profile.ts';
import type { BrowserKind } from './extension-ids.ts';
import { groupPolicyTemplate, groupPolicyWords } from './group-policy.ts';
import { chromiumJson, firefoxJson, googleAdminJson } from './json-files.ts';
import { registryFile } from './registry-file.ts';
import type { RollOut } from './roll-out.ts';

export type PolicyFileKind =
  | 'json'
  | 'registry'
  | 'template'
  | 'templateWords'
  | 'googleAdmin'
  | 'profile'
  | 'policiesJson';

/** One ready-made file for IT. */
export interface PolicyFile {
  readonly name: string;
  readonly browser: BrowserKind;
  readonly kind: PolicyFileKind;
  readonly content: Bytes;
  /** It holds the enrolment code. */
  readonly isSecret: boolean;
}

/** Everything that IT may need to roll Lethe out; docs/rollout.md says where each of them goes. */
export function policyFiles(rollOut: RollOut): PolicyFile[] {
  const chromium = CHROMIUMS.flatMap(browser => {
    const { kind } = browser;
    const name = `lethe-${kind}`;
    const file = (kind: PolicyFileKind, end: string, content: Bytes): PolicyFile => ({
      name: `${name}${end}`,
      browser: browser.kind,
      kind,
      content,
      isSecret: kind !== 'template' && kind !== 'templateWords',
    });
    return [
      file('json', '.json', utf8(chromiumJson(browser, rollOut))),
      file('registry', '.reg', registryFile(browser, rollOut)),
      file('template', '.admx', utf8(groupPolicyTemplate(browser, rollOut.ids))),
      file('templateWords', '.adml', utf8(groupPolicyWords(browser))),
      ...(kind === 'chrome'
        ? [file('googleAdmin', '-google-admin.json', utf8(googleAdminJson(rollOut)))]
        : []),
      file('profile', '.mobileconfig', utf8(chromiumProfile(browser, rollOut))),
    ];
  });
  const firefox = { browser: 'firefox', isSecret: true } as const;
  return [
    ...chromium,
    { ...firefox, name: 'policies.json', kind: 'policiesJson', content: utf8(firefoxJson(rollOut)) },
    {
      ...firefox,
      name: 'lethe-firefox.mobileconfig',
      kind: 'profile',
      content: utf8(firefoxProfile(rollOut)),
    },
  ];
}
