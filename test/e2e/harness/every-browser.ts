import { launchChromium } from './chromium.ts';
import type { Launch } from './driven-browser.ts';
import type { BrowserName } from './find-browser.ts';
import { launchFirefox } from './firefox.ts';

/** True in `npm run e2e:every`, where everything is tried in every browser. */
export const IN_EVERY_BROWSER = process.env.EVERY_BROWSER === '1';

const NAMED: readonly (readonly [BrowserName, Launch])[] = [
  ['chromium', launchChromium],
  ['firefox', launchFirefox],
];

const TITLED: readonly (readonly ['Chromium' | 'Firefox', Launch])[] = [
  ['Chromium', launchChromium],
  ['Firefox', launchFirefox],
];

/**
 * The browsers for what hardly differs by browser: all in `npm run e2e:every`, and in `npm test` Chromium alone, since a whole run of
 * both takes twice the time that one has before a push.
 */
export const browsersHere = IN_EVERY_BROWSER ? NAMED : NAMED.slice(0, 1);

/** The same, called as people call them. */
export const titledHere = IN_EVERY_BROWSER ? TITLED : TITLED.slice(0, 1);
