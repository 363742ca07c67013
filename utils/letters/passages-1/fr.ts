import type { Passages } from './passages.ts';

const LIFTABLE =
  'Vous pouvez faire lever le blocage à tout moment, sans avoir à vous justifier : il suffit de nous écrire ({contact}).';
const DIRECT_MARKETING =
  'Vous pouvez vous opposer à la prospection à tout moment, sans avoir à indiquer de motif (article 21, paragraphe 2, du RGPD).';
const OBJECTION = `Droit d’opposition : vous pouvez à tout moment, pour des raisons tenant à votre situation particulière, vous opposer à la conservation de ces données (article 21, paragraphe 1, du RGPD). ${DIRECT_MARKETING}`;

export const passages: Passages = {
  greeting: 'Bonjour,',
  greetingByName: 'Bonjour {recipientName},',
  scope: {
    marketing:
      'Le blocage porte sur la publicité et la prospection commerciale. Vous continuez à recevoir les messages relatifs à un contrat, à une facture ou à un service que nous vous fournissons.',
    all: 'Le blocage porte sur toute prise de contact de notre propre initiative, et pas seulement sur la publicité. Peu de choses restent possibles : ce que la loi ou un contrat conclu avec vous exige, un avertissement de sécurité, et une réponse lorsque vous nous écrivez vous-même.',
  },
  keptCodes:
    'pour chacune des coordonnées, un code calculé à partir de celle-ci à l’aide d’une clé secrète (une empreinte obtenue par hachage à clé) ;',
  keptRecord:
    'la date, le fondement et la portée du blocage, la référence {reference} et une date de réexamen ;',
  keptEvidence:
    'une valeur de contrôle de votre message (une empreinte, et non son texte) et, si vous avez répondu à l’une de nos lettres, la version de celle-ci, afin de pouvoir prouver ce qui a été demandé.',
  address: {
    not: 'Nous ne conservons à cette fin ni les coordonnées elles-mêmes, ni votre nom.',
    sealed:
      'Les coordonnées elles-mêmes ne sont conservées que sous une forme scellée, que seuls nos auditeurs peuvent ouvrir ; votre nom n’est pas conservé à cette fin.',
  },
  pseudonymous:
    'Ces codes ne permettent pas de lire les coordonnées. Toutefois, quiconque détient la clé secrète peut vérifier si une adresse ou un numéro donné y figure. Juridiquement, ces codes sont donc des données à caractère personnel pseudonymisées (article 4, point 5, du RGPD), et nous les protégeons comme telles.',
  spread:
    'Pour la vérification, des parties de ces codes sont transmises aux navigateurs de nos collaborateurs sous la forme d’une liste chiffrée.',
  host: 'La liste chiffrée est hébergée par {host}.',
  transfer:
    'Elle est hébergée en dehors de l’Espace économique européen, avec les garanties suivantes : {transferSafeguards}.',
  unseen: {
    marketing:
      'Aucun membre des équipes commerciales ou marketing ne peut consulter le registre ni y faire de recherches. Un collaborateur qui dispose déjà de l’une de ces coordonnées apprend seulement qu’il ne faut pas y envoyer de publicité, sans rien savoir de la date, du fondement ni de la référence.',
    all: 'Aucun membre des équipes commerciales ou marketing ne peut consulter le registre ni y faire de recherches. Un collaborateur qui dispose déjà de l’une de ces coordonnées apprend seulement qu’il ne faut pas l’utiliser pour prendre contact, sans rien savoir de la date, du fondement ni de la référence.',
  },
  provable:
    'Seuls notre service chargé de la protection des données et nos auditeurs peuvent établir, à partir du registre, l’existence d’un blocage, sa date et son fondement.',
  covers:
    'Le blocage ne vaut que pour les coordonnées que vous nous indiquez, et uniquement au sein de notre organisation ({organisation}). Il ne vaut ni pour d’autres coordonnées vous concernant, ni pour d’autres organisations.',
  named: 'Vous avez indiqué : {identifiersNamed}.',
  limits:
    'Un blocage évite les oublis, mais ne peut exclure toute erreur. Si nous vous contactions malgré tout, merci de nous le signaler afin que nous puissions y remédier.',
  takes: 'Quelques jours peuvent s’écouler avant que la nouvelle liste ne parvienne à tous nos postes.',
  liftable: {
    objection: LIFTABLE,
    erasure: LIFTABLE,
    consent: LIFTABLE,
    'legal-obligation':
      'Le blocage étant imposé par la loi, nous ne pourrons le lever que lorsque ce ne sera plus le cas ; vous pouvez à tout moment nous demander de le vérifier ({contact}).',
  },
  reviewed:
    'Le blocage ne prend pas fin de lui-même ; nous vérifierons au plus tard le {reviewOn} s’il est encore nécessaire.',
  ground: {
    objection:
      'La base légale est notre intérêt légitime à respecter votre opposition, y compris à l’avenir (article 6, paragraphe 1, point f), et article 21, paragraphe 3, du RGPD).',
    erasure:
      'La base légale est notre intérêt légitime à respecter votre volonté (article 6, paragraphe 1, point f), du RGPD).',
    consent: 'La base légale est votre consentement (article 6, paragraphe 1, point a), du RGPD).',
    'legal-obligation':
      'La base légale est une obligation légale à laquelle nous sommes soumis (article 6, paragraphe 1, point c), du RGPD).',
  },
  objection: {
    objection: OBJECTION,
    erasure: OBJECTION,
    consent: `Retrait et opposition : vous pouvez retirer votre consentement à tout moment, sans que cela remette en cause la licéité du traitement effectué jusque-là. ${DIRECT_MARKETING}`,
    'legal-obligation': `Droit d’opposition : ${DIRECT_MARKETING.replace('Vous', 'vous')}`,
  },
  rights:
    'Vous disposez également d’un droit d’accès à vos données, ainsi que des droits de rectification, d’effacement et de limitation du traitement (articles 15 à 18 du RGPD).',
  authority:
    'Si vous estimez que nous ne traitons pas vos données correctement, vous pouvez introduire une réclamation auprès d’une autorité de contrôle. Celle dont nous relevons est la suivante : {authority}.',
  remedy:
    'En cas de désaccord, vous pouvez introduire une réclamation auprès d’une autorité de contrôle (celle dont nous relevons : {authority}) et former un recours juridictionnel.',
  notice: 'Notre politique de confidentialité en dit davantage : {privacyNoticeUrl}',
  closing:
    'Cordialement,\n\nService chargé de la protection des données, {organisation}\n{contact}\nRéférence : {reference}',
};
