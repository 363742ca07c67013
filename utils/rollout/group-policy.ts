import { POLICY_SETTINGS, type PolicySetting } from '../policy/policy-settings.ts';
import type { Chromium } from './chromium.ts';
import type { ExtensionIds } from './extension-ids.ts';
import { xmlText } from './xml.ts';

/** Longer than any enrolment code. */
const MOST_CODE_LENGTH = 22_000;

const XML = '<?xml version="1.0" encoding="utf-8"?>';
const NAMES =
  'xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns="http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions" revision="1.0" schemaVersion="1.0"';

/**
 * The template by which Windows' group policy editor offers every setting (.admx). It holds no value, and no secret.
 * Source: https://learn.microsoft.com/previous-versions/windows/desktop/policy/admx-schema (2026-11).
 */
export function groupPolicyTemplate(browser: Chromium, ids: ExtensionIds): string {
  const key = `Software\\Policies\\${browser.registryKey}\\3rdparty\\extensions\\${ids[browser.kind]}\\policy`;
  return lines(
    XML,
    `<policyDefinitions ${NAMES}>`,
    '  <policyNamespaces>',
    `    <target prefix="lethe_${browser.kind}" namespace="Lethe.Policies.${browser.kind}"/>`,
    '  </policyNamespaces>',
    '  <resources minRequiredRevision="1.0"/>',
    '  <supportedOn>',
    '    <definitions>',
    '      <definition name="supported" displayName="$(string.supported)"/>',
    '    </definitions>',
    '  </supportedOn>',
    '  <categories>',
    '    <category name="lethe" displayName="$(string.category)"/>',
    '  </categories>',
    '  <policies>',
    ...POLICY_SETTINGS.flatMap(setting => policyLines(setting, key)),
    '  </policies>',
    '</policyDefinitions>',
  );
}

/** Its words, in English (.adml). */
export function groupPolicyWords(browser: Chromium): string {
  const texts: (readonly [string, string])[] = [
    ['category', `Lethe for ${browser.name}`],
    ['supported', `${browser.name} 140 or later`],
    ...POLICY_SETTINGS.flatMap(({ name, title, description, shape }) => [
      [name, title] as const,
      [`${name}_explained`, description] as const,
      ...(shape.kind === 'choice' ? shape.choices.map(each => [`${name}_${each}`, each] as const) : []),
    ]),
  ];
  return lines(
    XML,
    `<policyDefinitionResources ${NAMES}>`,
    '  <displayName/>',
    '  <description/>',
    '  <resources>',
    '    <stringTable>',
    ...texts.map(([id, text]) => `      <string id="${id}">${xmlText(text)}</string>`),
    '    </stringTable>',
    '    <presentationTable>',
    ...POLICY_SETTINGS.filter(({ shape }) => shape.kind !== 'flag').flatMap(presentationLines),
    '    </presentationTable>',
    '  </resources>',
    '</policyDefinitionResources>',
  );
}

function policyLines({ name, shape }: PolicySetting, key: string): string[] {
  const elements = elementLines({ name, shape }, key);
  const presentation = shape.kind === 'flag' ? '' : ` presentation="$(presentation.${name})"`;
  const value = shape.kind === 'flag' ? ` valueName="${name}"` : '';
  return [
    `    <policy name="${name}" class="Both" displayName="$(string.${name})" explainText="$(string.${name}_explained)"${presentation} key="${key}"${value}>`,
    '      <parentCategory ref="lethe"/>',
    '      <supportedOn ref="supported"/>',
    ...elements.map(line => `      ${line}`),
    '    </policy>',
  ];
}

function elementLines({ name, shape }: Pick<PolicySetting, 'name' | 'shape'>, key: string): string[] {
  switch (shape.kind) {
    case 'flag':
      return [
        '<enabledValue><decimal value="1"/></enabledValue>',
        '<disabledValue><decimal value="0"/></disabledValue>',
      ];
    case 'text':
      return elements(
        `<text id="${name}" valueName="${name}" maxLength="${MOST_CODE_LENGTH}" required="true"/>`,
      );
    case 'number':
      return elements(
        `<decimal id="${name}" valueName="${name}" minValue="${shape.least}" maxValue="${shape.most}" required="true"/>`,
      );
    case 'list':
      return elements(`<list id="${name}" key="${key}\\${name}" valuePrefix=""/>`);
    case 'choice':
      return elements(
        `<enum id="${name}" valueName="${name}" required="true">`,
        ...shape.choices.map(
          each =>
            `  <item displayName="$(string.${name}_${each})"><value><string>${xmlText(each)}</string></value></item>`,
        ),
        '</enum>',
      );
  }
}

function elements(...inner: readonly string[]): string[] {
  return ['<elements>', ...inner.map(line => `  ${line}`), '</elements>'];
}

function presentationLines({ name, title, shape }: PolicySetting): string[] {
  const label = xmlText(title);
  const control = {
    text: `<textBox refId="${name}"><label>${label}</label></textBox>`,
    number: `<decimalTextBox refId="${name}" defaultValue="15">${label}</decimalTextBox>`,
    list: `<listBox refId="${name}">${label}</listBox>`,
    choice: `<dropdownList refId="${name}" noSort="true">${label}</dropdownList>`,
    flag: '',
  }[shape.kind];
  return [`      <presentation id="${name}">`, `        ${control}`, '      </presentation>'];
}

function lines(...all: readonly string[]): string {
  return all.map(line => `${line}\r\n`).join('');
}
