import { render } from 'preact';
import { i18n } from '#i18n';
import { namePage } from '../../components/name-page.ts';
import { openDeskDatabase } from '../../utils/desk/desk-database.ts';
import { createArgon2Pool } from '../../utils/lookup/argon2-pool.ts';
import { startArgon2Worker } from '../../utils/lookup/start-argon2-worker.ts';
import { policyOf } from '../../utils/policy/kept-policy.ts';
import { readKept } from '../../utils/policy/stored-policy.ts';
import { speakChosenLanguage } from '../../utils/wording/chosen-language.ts';
import { DeskPage } from './desk-page.tsx';

await speakChosenLanguage();
namePage(i18n.t('desk.title'));
const app = document.getElementById('app');
// For the first list, which holds nobody: what is hashed later is hashed by the desk's worker.
const { argon2id } = createArgon2Pool({ start: startArgon2Worker, size: 1 });

if (app) {
  const policy = await readKept();
  if (policy && policyOf(policy).hidesDesk) {
    render(
      <main class="options">
        <h1>{i18n.t('desk.title')}</h1>
        <p>{i18n.t('policy.deskHidden')}</p>
      </main>,
      app,
    );
  } else {
    const database = await openDeskDatabase();
    render(<DeskPage database={database} hashing={{ argon2id, atOnce: 1 }} />, app);
  }
}
