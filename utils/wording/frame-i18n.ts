import { browser } from 'wxt/browser';

type Words = readonly (string | number)[];

/**
 * What frames use of `@wxt-dev/i18n`, in whose place the build puts this: words by key, in the form for a number, with others put in
 * by their order. The rest of that library weighs a fiftieth of what every frame gets. A test compares the two.
 */
export function createI18n() {
  return {
    t(key: string, first?: number | Words, second?: Words): string {
      const [count, given] =
        typeof first === 'number' ? [first, second ?? [first]] : [undefined, first ?? []];
      const message = String(
        Reflect.apply(browser.i18n.getMessage, browser.i18n, [key.replaceAll('.', '_'), given.map(String)]),
      );
      if (count === undefined) return message;
      const forms = message.split(' | ');
      return forms[forms.length > 2 ? Math.min(count, 2) : Number(count !== 1)] ?? message;
    },
  };
}
