import { render } from 'preact';
import { i18n } from '#i18n';
import { namePage } from '../../components/name-page.ts';
import { policyOf } from '../../utils/policy/kept-policy.ts';
import { readKept } from '../../utils/policy/stored-policy.ts';
import { speakChosenLanguage } from '../../utils/wording/chosen-language.ts';
import { Welcome } from './welcome.tsx';

/** Policy may keep the desk from colleagues. */
async function offersDesk(): Promise<boolean> {
  const policy = await readKept();
  return !policy || !policyOf(policy).hidesDesk;
}

await speakChosenLanguage();
namePage(i18n.t('welcome.title'));
const app = document.getElementById('app');
if (app) render(<Welcome offersDesk={offersDesk} />, app);
