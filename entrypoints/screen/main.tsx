import { render } from 'preact';
import { i18n } from '#i18n';
import { ScreenPage } from './screen-page.tsx';

document.title = i18n.t('screen.title');
const app = document.getElementById('app');
if (app) render(<ScreenPage />, app);
