import type { Passages } from './passages.ts';

const LIFTABLE =
  'U kunt de blokkering op elk moment en zonder opgave van redenen laten opheffen; een bericht aan ons volstaat ({contact}).';
const DIRECT_MARKETING =
  'Tegen direct marketing kunt u op elk moment en zonder opgave van redenen bezwaar maken (artikel 21, lid 2, AVG).';
const OBJECTION = `Recht van bezwaar: u kunt op elk moment, om redenen die verband houden met uw specifieke situatie, bezwaar maken tegen het bewaren van deze gegevens (artikel 21, lid 1, AVG). ${DIRECT_MARKETING}`;

export const passages: Passages = {
  greeting: 'Goedendag,',
  greetingByName: 'Geachte {recipientName},',
  scope: {
    marketing:
      'De blokkering geldt voor reclame en verkoopcontacten. Berichten over een overeenkomst, een factuur of een dienst die u bij ons afneemt, blijft u ontvangen.',
    all: 'De blokkering geldt voor elk contact dat wij uit eigen beweging zouden opnemen, niet alleen voor reclame. Slechts weinig blijft mogelijk: wat de wet of een overeenkomst met u vereist, een veiligheidswaarschuwing, en een antwoord als u ons zelf schrijft.',
  },
  keptCodes:
    'per contactgegeven een code die met een geheime sleutel uit dat gegeven is berekend (een hash met sleutel);',
  keptRecord:
    'de datum, de grond en de reikwijdte van de blokkering, het kenmerk {reference} en een datum waarop wij de blokkering opnieuw beoordelen;',
  keptEvidence:
    'een controlewaarde van uw bericht (een hash, niet de tekst) en, als u op een brief van ons hebt geantwoord, de versie daarvan, zodat wij kunnen aantonen wat er is gevraagd.',
  address: {
    not: 'De contactgegevens zelf bewaren wij hiervoor niet, en uw naam evenmin.',
    sealed:
      'De contactgegevens zelf bewaren wij alleen in verzegelde vorm, die uitsluitend onze auditors kunnen openen; uw naam bewaren wij hiervoor niet.',
  },
  pseudonymous:
    'Uit de codes zijn de contactgegevens niet af te lezen. Wie de geheime sleutel heeft, kan echter wel nagaan of een bepaald adres of nummer erbij staat. Juridisch zijn de codes daarom gepseudonimiseerde persoonsgegevens (artikel 4, punt 5, AVG), en als zodanig beschermen wij ze.',
  spread:
    'Voor de controle gaan delen van de codes als versleutelde lijst naar de browsers van onze medewerkers.',
  host: 'De versleutelde lijst wordt opgeslagen door {host}.',
  transfer:
    'De opslag vindt plaats buiten de Europese Economische Ruimte, met de volgende waarborgen: {transferSafeguards}.',
  unseen: {
    marketing:
      'Niemand van verkoop of marketing kan deze registratie inzien of doorzoeken. Een medewerker die al over een van de contactgegevens beschikt, krijgt alleen te zien dat er geen reclame naartoe mag, en niets over de datum, de grond of het kenmerk.',
    all: 'Niemand van verkoop of marketing kan deze registratie inzien of doorzoeken. Een medewerker die al over een van de contactgegevens beschikt, krijgt alleen te zien dat het niet voor contact mag worden gebruikt, en niets over de datum, de grond of het kenmerk.',
  },
  provable:
    'Alleen onze privacy officer en onze auditors kunnen aan de hand van de registratie vaststellen dat er een blokkering bestaat, sinds wanneer en op welke grond.',
  covers:
    'De blokkering geldt alleen voor de contactgegevens die u ons noemt, en alleen voor {organisation}. Voor andere contactgegevens van u en voor andere organisaties geldt zij niet.',
  named: 'U hebt genoemd: {identifiersNamed}.',
  limits:
    'Een blokkering voorkomt vergissingen, maar kan niet elke fout uitsluiten. Nemen wij toch contact met u op, laat het ons dan weten, zodat wij het kunnen rechtzetten.',
  takes: 'Het kan enkele dagen duren voordat elke computer bij ons de nieuwe lijst heeft.',
  liftable: {
    objection: LIFTABLE,
    erasure: LIFTABLE,
    consent: LIFTABLE,
    'legal-obligation':
      'Omdat de wet de blokkering vereist, kunnen wij haar pas opheffen als dat niet meer het geval is; u kunt ons op elk moment vragen dat na te gaan ({contact}).',
  },
  reviewed: 'De blokkering eindigt niet vanzelf; uiterlijk op {reviewOn} gaan wij na of zij nog nodig is.',
  ground: {
    objection:
      'De rechtsgrond is ons gerechtvaardigd belang om uw bezwaar ook in de toekomst te respecteren (artikel 6, lid 1, onder f, en artikel 21, lid 3, AVG).',
    erasure:
      'De rechtsgrond is ons gerechtvaardigd belang om uw wens te respecteren (artikel 6, lid 1, onder f, AVG).',
    consent: 'De rechtsgrond is uw toestemming (artikel 6, lid 1, onder a, AVG).',
    'legal-obligation':
      'De rechtsgrond is een wettelijke verplichting die op ons rust (artikel 6, lid 1, onder c, AVG).',
  },
  objection: {
    objection: OBJECTION,
    erasure: OBJECTION,
    consent: `Intrekken en bezwaar maken: u kunt uw toestemming op elk moment intrekken; dat doet niet af aan de rechtmatigheid van de verwerking tot dat moment. ${DIRECT_MARKETING}`,
    'legal-obligation': `Recht van bezwaar: ${DIRECT_MARKETING.replace('Tegen', 'tegen')}`,
  },
  rights:
    'U hebt ook recht op inzage, rectificatie en wissing van uw gegevens en op beperking van de verwerking (artikelen 15 tot en met 18 AVG).',
  authority:
    'Vindt u dat wij niet goed met uw gegevens omgaan, dan kunt u een klacht indienen bij een toezichthoudende autoriteit. Voor ons is dat {authority}.',
  remedy:
    'Bent u het hier niet mee eens, dan kunt u een klacht indienen bij een toezichthoudende autoriteit (voor ons is dat {authority}) en beroep instellen bij de rechter.',
  notice: 'Meer leest u in onze privacyverklaring: {privacyNoticeUrl}',
  closing: 'Met vriendelijke groet,\n\nPrivacy officer, {organisation}\n{contact}\nKenmerk: {reference}',
};
