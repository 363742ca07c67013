// Workers don't inherit tsx's loader in Node 20.
import { register } from 'tsx/esm/api';

register();
await import('./worker.ts');
