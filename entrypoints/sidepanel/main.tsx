import { render } from 'preact';
import { Panel } from './panel.tsx';

const app = document.getElementById('app');
if (app) render(<Panel search={new URLSearchParams(location.search)} />, app);
