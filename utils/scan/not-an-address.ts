import { CONTEXT_WINDOW, LOCAL_WINDOW } from './budgets.ts';
import type { Meter } from './find-addresses.ts';

/** Whether what has an address's form from `start` to `end` is something else, by what it is or stands in. */
export function isSomethingElse(text: string, start: number, at: number, end: number, meter: Meter): boolean {
  return (
    isHandle(text, start) ||
    isRemotePath(text, start, at, end) ||
    isUserInfo(text, start, end, meter) ||
    isPrincipal(text, start) ||
    isMessageId(text, start, at, end, meter)
  );
}

/** `@jane@social.example`, `acct:jane@social.example` (RFC 7565): a handle of the fediverse, not a mailbox. */
function isHandle(text: string, start: number): boolean {
  return /[@＠﹫]/.test(text[start - 1] ?? '') || (text[start - 1] === ':' && endsWith(text, start, 'acct:'));
}

const LINE_WINDOW = 96;
/** A shell, with its options (`-p 22`, `-i key.pem`), right before the address. */
const SHELL = /\b(?:ssh|sftp|mosh|autossh|ssh-copy-id)(?: -\S{1,40}(?: [^\s-]\S{0,60})?){0,4} $/;
const COPY = /\b(?:scp|rsync|sshfs)\s[^\n]*$/;

/** `git@host:owner/repo`, `deploy@host:/srv`, `host::module`, a shell's `root@host:~#`, `ssh -p 22 root@host`. */
function isRemotePath(text: string, start: number, at: number, end: number): boolean {
  const unit = text.charCodeAt(start - 1);
  if (unit === SPACE && isAfterShell(text.slice(Math.max(0, start - LINE_WINDOW), start))) return true;
  // "[root@host ~]#"
  if (unit === BRACKET && /^ \S{1,40}\] ?[#$]/.test(text.slice(end, end + 48))) return true;
  // "jane@laptop.local ~ %"
  if (text[end] === ' ' && /^ [~/]\S{0,40} [#$%](?:\s|$)/.test(text.slice(end, end + 48))) return true;
  if (text[end] === '#' || text[end] === '$') return /^.\s\S/.test(text.slice(end, end + 3));
  if (text[end] !== ':') return false;
  const path = text.slice(end + 1, end + 1 + LOCAL_WINDOW);
  if (/^(?:git|hg|svn)$/i.test(text.slice(start, at))) return /^\S/.test(path);
  if (/^[~/:]/.test(path) || /^[\w.-]+\//.test(path)) return true;
  return COPY.test(text.slice(Math.max(0, start - LINE_WINDOW), start));
}

const SPACE = 32;
const SLASH = 47;
const BRACKET = 91;

/** By code unit, as in characters.ts: what stands neither in a user's name nor in a password of a URL. */
const ENDS_URL = Uint8Array.from({ length: 128 }, (_, code) =>
  /[\s?#<>"'()[\]{},;]/.test(String.fromCharCode(code)) ? 1 : 0,
);

/** The pattern only where a program's name is: asked of every address behind a space. */
function isAfterShell(before: string): boolean {
  return (before.includes('ssh') || before.includes('sftp') || before.includes('mosh')) && SHELL.test(before);
}

/** What stands before a colon and an address as its label or scheme, not as a user before a password. */
const LABEL = /(?:mail\w*|sips?|xmpp|im|from|to|b?cc|van|von|aan|an|de|name|contact|kontakt|address?e?)$/i;
const USER = /(?:^|[\s"'(=])[\w.+-]{1,32}:$/;

/**
 * `https://user:password@host/`: what stands between `://` and the address holds no slash, query or space. Without
 * the scheme a path or a port must follow: `user:password@host/`.
 */
function isUserInfo(text: string, start: number, end: number, meter: Meter): boolean {
  const before = text.slice(Math.max(0, start - 34), start);
  if (text[start - 1] === ':' && /^(?:\/|:\d)/.test(text.slice(end, end + 2))) {
    if (USER.test(before) && !LABEL.test(before.slice(0, -1))) return true;
  }
  const lowest = Math.max(0, start - CONTEXT_WINDOW);
  for (let index = start - 1; index >= lowest; index--) {
    meter.steps++;
    const unit = text.charCodeAt(index);
    if (unit === SLASH) {
      return text.slice(index - 2, index) === ':/' && !/mailto$/i.test(text.slice(index - 8, index - 2));
    }
    if (unit < 128 ? ENDS_URL[unit] === 1 : /\s/.test(text[index] ?? '')) return false;
  }
  return false;
}

const SERVICE = /(?:^|[\s"'(=])(?:host|http|krbtgt|ldap|nfs|cifs|imap|smtp|pop|afs|dns|postgres|kadmin)\/$/i;

/** `HTTP/www.example.com@EXAMPLE.COM`: a service of Kerberos in its realm (RFC 4120, section 6.2). */
function isPrincipal(text: string, start: number): boolean {
  return text[start - 1] === '/' && SERVICE.test(text.slice(Math.max(0, start - 10), start));
}

/** Names of fields that hold ids shaped like addresses: mail headers, mail logs, JSON, iCalendar. */
const IDS_IN_BRACKETS =
  /(?:message[-_ ]?id|msg-?id|in-reply-to|references|content-id)["']?\s*[:=]\s*["']?(?:<[^<>]*>\s*)*<$/i;
/** The same in a trace header ("by mx.example.com id <…>", RFC 5321, section 4.4) and in how news readers cite. */
const ID_NAMED_IN_WORDS =
  /\b(?:id(?<!\b(?:user|account|mail|contact|login)[ -]id)|in (?:article|message)) <$/i;
const ID = /(?:message[-_ ]?id|msg-?id|in-reply-to|\bUID)["']?[:=]\s?["']?$/i;
const ID_CHARACTERS = 20;
/** Signs of an id that no local part is read over: `<CAF=abc@…`. */
const ID_BEGUN = /<[^\s<>@]{1,80}$/;

/** Hosts that stand right of the `@` in message ids and never in a mailbox (Gmail's web client and app, Exchange, SES, Hotmail). */
const MESSAGE_HOST =
  /^(?:mail\.gmail\.com|email\.android\.com|phx\.gbl|.*\.prod\.(?:outlook|exchangelabs)\.com|.*\.amazonses\.com)$/i;
/**
 * What mail programs make ids of, and nobody's name is: JavaMail, Outlook, Alpine, Thunderbird (two numbers), a time
 * stamp and more (mutt, git, Postfix), Gnus, Exim, sendmail, Yahoo.
 */
const ID_LOCAL =
  /^(?:.+\.JavaMail\..+|[0-9a-f]{12}(?:\$[0-9a-f]{8}){2}\$?|(?:alpine|pine)\..+|[0-9A-F]{8}\.\d{7,8}|\d{14}\..+|\w+\.fsf(?:_-_.*)?|E?1[0-9A-Za-z]{5}-[0-9A-Za-z]{6,11}-[0-9A-Za-z]{2,4}|2\d{11}\.\w{8,18}|\d{5,}\.\d{3,}\.\d{10,13})$/i;
/** Characters of the shortest of them, Gnus's. */
const LEAST_ID = 10;
/** What a relay's or a service's mailbox can be named after as well: an id only where it stands alone in brackets or in an archive's URL. */
const ID_OR_RELAY = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{24,})$/i;
const ID_IN_URL = /:\/\/[^\s?#]*\/$/;

/** `chacha20-poly1305@openssh.com`: what SSH has of someone's own (RFC 4251, section 6). */
const ALGORITHM_HOST = /^(?:openssh\.com|libssh\.org)$/i;

/** Whether programs made it, as its local part or its host tells. */
export function isIdByForm(local: string, host: string): boolean {
  return (
    (local.length >= LEAST_ID && ID_LOCAL.test(local)) ||
    MESSAGE_HOST.test(host) ||
    (ALGORITHM_HOST.test(host) && /[-\d]/.test(local))
  );
}

/** A message id where it is recognisable: its header, its URL scheme, or a host or a form that only message ids have. */
function isMessageId(text: string, start: number, at: number, end: number, meter: Meter): boolean {
  const local = text.slice(start, at);
  if (isIdByForm(local, text.slice(at + 1, end))) return true;
  const before = text[start - 1];
  if (before === ':' && /\b[mc]id:$/i.test(text.slice(Math.max(0, start - 5), start))) return true;
  if (before === '/' && ID_OR_RELAY.test(local)) {
    return ID_IN_URL.test(text.slice(Math.max(0, start - LINE_WINDOW), start));
  }
  const opening = bracketBefore(text, start);
  if (opening === null) return ID.test(text.slice(Math.max(0, start - ID_CHARACTERS), start));
  const context = text.slice(Math.max(0, opening - CONTEXT_WINDOW), opening);
  meter.steps += context.length;
  const isAlone = /(?:^|[>:\n"'])\s*<$/.test(context.slice(-ID_CHARACTERS));
  if (isAlone && ID_OR_RELAY.test(local)) return true;
  return ID_NAMED_IN_WORDS.test(context.slice(-ID_CHARACTERS)) || IDS_IN_BRACKETS.test(context);
}

/** Right behind the `<` that opens before `start`, with nothing or such signs between; null where none does. */
function bracketBefore(text: string, start: number): number | null {
  const before = text[start - 1] ?? '';
  if (before === '<') return start;
  if (!/[=/?|{}]/.test(before)) return null;
  const begun = ID_BEGUN.exec(text.slice(Math.max(0, start - LINE_WINDOW), start));
  return begun ? start - begun[0].length + 1 : null;
}

function endsWith(text: string, end: number, ending: string): boolean {
  return text.slice(Math.max(0, end - ending.length), end).toLowerCase() === ending;
}
