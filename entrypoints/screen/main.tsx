import { render } from 'preact';
import { i18n } from '#i18n';
import { namePage } from '../../components/name-page.ts';
import { speakChosenLanguage } from '../../utils/wording/chosen-language.ts';
import { ScreenPage } from './screen-page.tsx';

await speakChosenLanguage();
namePage(i18n.t('screen.title'));
const app = document.getElementById('app');
if (app) render(<ScreenPage />, app);
