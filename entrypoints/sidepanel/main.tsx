import { render } from 'preact';
import { i18n } from '#i18n';
import { namePage } from '../../components/name-page.ts';
import { speakChosenLanguage } from '../../utils/wording/chosen-language.ts';
import { Panel } from './panel.tsx';

await speakChosenLanguage();
namePage(i18n.t('popup.title'));
const app = document.getElementById('app');
if (app) render(<Panel search={new URLSearchParams(location.search)} />, app);
