import { parse } from 'tldts';

/**
 * Mailbox providers open to the public: a block on such a domain would silence a country. Compiled by hand in
 * November 2026 for Europe and North America; a far longer list is SpamAssassin's 20_freemail_domains.cf.
 */
const FREE_MAIL_HOSTS: ReadonlySet<string> = new Set(
  (
    '163.com 126.com aol.com att.net bluewin.ch btinternet.com caramail.com comcast.net cox.net eclipso.de email.com ' +
    'fastmail.com fastmail.fm free.fr freenet.de gmail.com gmx.at gmx.ch gmx.com gmx.de gmx.fr gmx.net googlemail.com ' +
    'hetnet.nl hey.com home.nl hotmail.be hotmail.co.uk hotmail.com hotmail.de hotmail.es hotmail.fr hotmail.it ' +
    'hotmail.nl hushmail.com icloud.com inbox.com kpnmail.nl kpnplanet.nl laposte.net libero.it live.be live.co.uk ' +
    'live.com live.fr live.nl mac.com mail.com mail.de mail.ru mailbox.org me.com msn.com naver.com ntlworld.com ' +
    'orange.fr outlook.be outlook.com outlook.de outlook.es outlook.fr outlook.it outlook.nl planet.nl pm.me ' +
    'posteo.de posteo.net proton.me protonmail.ch protonmail.com proximus.be qq.com rediffmail.com rocketmail.com ' +
    'scarlet.be sbcglobal.net seznam.cz sfr.fr sky.com skynet.be sunrise.ch t-online.de talktalk.net telenet.be ' +
    'tiscali.it tuta.com tuta.io tutanota.com tutanota.de verizon.net virgilio.it virginmedia.com voo.be wanadoo.fr ' +
    'web.de wp.pl xs4all.nl yahoo.ca yahoo.co.uk yahoo.com yahoo.de yahoo.es yahoo.fr yahoo.it yandex.com yandex.ru ' +
    'ymail.com ziggo.nl zoho.com zonnet.nl'
  ).split(' '),
);

export type DomainRefusal = 'public-suffix' | 'free-mail' | 'own-domain';

/**
 * Why no officer may block a domain, and with it all its subdomains; undefined where it needs their word and nothing
 * more.
 * @param host canonical
 * @param ownDomains canonical; the organisation's own
 */
export function refusalOfDomain(host: string, ownDomains: readonly string[]): DomainRefusal | undefined {
  const { domain, publicSuffix } = parse(host, { allowPrivateDomains: true });
  if (domain === null || publicSuffix === host) return 'public-suffix';
  if ([...FREE_MAIL_HOSTS].some(free => covers(host, free) || covers(free, host))) return 'free-mail';
  if (ownDomains.some(own => covers(host, own) || covers(own, host))) return 'own-domain';
  return undefined;
}

function covers(parent: string, host: string): boolean {
  return host === parent || host.endsWith(`.${parent}`);
}
