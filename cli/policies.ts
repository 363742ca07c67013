import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readPolicy } from '../utils/policy/read-policy.ts';
import { EXTENSION_IDS, storeUrls } from '../utils/rollout/extension-ids.ts';
import { type PolicyFile, policyFiles } from '../utils/rollout/policy-files.ts';
import type { Settings } from '../utils/rollout/roll-out.ts';
import { unwritable } from './disk-problem.ts';
import { notMade } from './empty-folder.ts';
import { Failure } from './failure.ts';
import type { PolicyOptions } from './policy-options.ts';

/** Writes every policy file into a folder, which is made where it isn't there; nothing is written over. */
export async function writePolicies(
  folder: string,
  organisation: string,
  code: string,
  options: PolicyOptions,
): Promise<readonly PolicyFile[]> {
  const settings = settingsOf(code, options);
  const [problem] = readPolicy(settings).policy.problems;
  if (problem !== undefined) throw new Failure(`The policy can't be made: ${problem.english}`, 'usage');
  const ids = {
    chrome: options.chromeId ?? EXTENSION_IDS.chrome,
    edge: options.edgeId ?? EXTENSION_IDS.edge,
    firefox: options.firefoxId ?? EXTENSION_IDS.firefox,
  };
  const stores = storeUrls(ids);
  const urls = {
    chrome: options.chromeUpdateUrl ?? stores.chrome,
    edge: options.edgeUpdateUrl ?? stores.edge,
    firefox: options.firefoxInstallUrl ?? stores.firefox,
  };
  const files = policyFiles({ organisation, ids, urls, settings });
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch(error => {
    throw notMade(folder, error);
  });
  for (const { name, content, isSecret } of files) {
    const path = join(folder, name);
    try {
      await writeFile(path, content, { flag: 'wx', mode: isSecret ? 0o600 : 0o644 });
    } catch (error) {
      throw unwritable(path, error, 'Name an empty folder.');
    }
  }
  return files;
}

function settingsOf(code: string, options: PolicyOptions): Settings {
  const { guard, watch, panelOnly, pollMinutes } = options;
  return {
    enrolment: code,
    ...(options.lockOptions && { lockOptions: true }),
    ...(guard !== undefined && { guard }),
    ...(watch.length > 0 && { sites: watch }),
    ...(panelOnly.length > 0 && { panelOnly }),
    ...(pollMinutes !== undefined && { pollMinutes }),
    ...(options.hideDesk && { hideDesk: true }),
  };
}
