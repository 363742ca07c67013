import { render } from 'preact';
import { i18n } from '#i18n';
import { namePage } from '../../components/name-page.ts';
import { Options } from './options.tsx';

namePage(i18n.t('options.title'));
const app = document.getElementById('app');
if (app) render(<Options />, app);
