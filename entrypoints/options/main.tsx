import { render } from 'preact';
import { i18n } from '#i18n';
import { namePage } from '../../components/name-page.ts';
import { chosenLanguage, speakChosenLanguage } from '../../utils/wording/chosen-language.ts';
import { Options } from './options.tsx';

await speakChosenLanguage();
namePage(i18n.t('options.title'));
const app = document.getElementById('app');
if (app) render(<Options language={await chosenLanguage()} />, app);
