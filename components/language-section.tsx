import { i18n } from '#i18n';
import { LANGUAGES, type Language } from '../utils/wording/chosen-language.ts';

export interface LanguageSectionProps {
  /** Null for the browser's. */
  readonly chosen: Language | null;
  readonly onChoose: (language: Language | null) => void;
}

/** In which language Lethe speaks. */
export function LanguageSection({ chosen, onChoose }: LanguageSectionProps) {
  return (
    <section class="block">
      <h2>
        <label for="language">{i18n.t('options.languageTitle')}</label>
      </h2>
      <p class="soft" id="language-lead">
        {i18n.t('options.languageLead')}
      </p>
      <select
        id="language"
        aria-describedby="language-lead"
        value={chosen ?? ''}
        onChange={event => {
          const { value } = event.currentTarget;
          onChoose(LANGUAGES.find(language => language === value) ?? null);
        }}
      >
        <option value="">{i18n.t('options.languageOfBrowser')}</option>
        {LANGUAGES.map(language => (
          <option key={language} value={language} lang={language}>
            {new Intl.DisplayNames(language, { type: 'language' }).of(language)}
          </option>
        ))}
      </select>
    </section>
  );
}
