import { SET_OFF } from './spelled-out-hints.ts';

/**
 * What people write for the `@`: English, German (ät, Klammeraffe), Dutch (apenstaartje), French (arobase),
 * Spanish and Portuguese (arroba), Italian (chiocciola), Danish and Swedish (snabel-a), Norwegian (krøllalfa),
 * Polish (małpa), Czech (zavináč), Hungarian (kukac), Russian (собака).
 */
export const NAMES =
  'apen?staart(?:je)?|klammeraffe|affen(?:schwanz|klammer)|aroba[sz]?e?|arrobas?|chiocciola|snabel-?a|krøllalfa|ma[łl]pa|zavin[áa][čc]|kukac|собака|at[-_ ](?:sign|symbol)';

/** What stands for the `@` in brackets only: alone these are words of every sentence. */
export const IN_BRACKETS = `at(?:\\s?[-_ ]\\s?sign)?|a\\st|@t|a?ätt?|aett?|æt|à|[@＠]|bij|bei|chez|${NAMES}`;

/** The dot, as a word. */
export const DOT = 'd[o0]t|punkt|punt(?:je)?|point|punto|ponto';
export const DOT_IN_BRACKETS = `${DOT}|dt?|pkt\\.?|pt|period|punktum|piste|kropka|te[čc]ka|точка|\\.`;

/** What a person is told to take out of an address, in brackets. */
export const TRAP_WORDS =
  '(?:no|anti|kein|pas[-_ ]?de|geen)[-_ .]?spam|spam[-_ ]?free|(?:please[-_ ]?)?(?:remove|delete)(?:[-_ ]?(?:this|me|it))?|(?:bitte[-_ ]?)?(?:entfernen|l(?:ö|oe)schen)|verwijderen|(?:à[-_ ]?)?(?:enlever|supprimer)';

/**
 * Top-level domains that make words into an address; the reserved ones of RFC 2606 and RFC 6761 as well. Any two
 * letters may be a country, but for the words and endings of files that they are without being one.
 */
export const TOP_LEVEL = new RegExp(
  `^(?:(?!(?:${(
    'an as ce da db dr du eh el en fe go ha he hi if ip js ju km la lb le ne nr ob of og oh ok on op or os ou rb so te ' +
    'ts tu uh ui um un up ur we ze zu'
  )
    .split(' ')
    .join('|')})$)[a-z]{2}|${(
    'com org net edu gov mil int info biz name pro app dev cloud online store shop tech agency company consulting email ' +
    'group solutions services cat eus systems studio design digital media works world network software center club site ' +
    'website space blog art bio eco law legal xyz live life team frl amsterdam berlin brussels hamburg koeln bayern wien ' +
    'swiss vlaanderen gent paris bzh london scot gmbh museum coop jobs mobi example test invalid'
  )
    .split(' ')
    .join('|')})$`,
  'i',
);

/** Top-level domains that are words as well: another word behind makes a sentence of them. */
export const WORD =
  /^(?:at|be|de|id|am|by|do|re|to|na|om|pa|ga|in|is|it|me|my|no|us|es|la|im|al|ma|art|cat|law|legal|live|life|team|media|works?|world|club|site|space|design|digital|center|point|pro|name|jobs|store|shop|group|company|test|example)$/i;

/** Before "at", these tell where something is, not whose mailbox. */
export const NO_LOCAL = new RegExp(
  `^(?:${(
    'look(?:s|ed|ing)? visit us me you we it i he she they him her them shop buy order available online found? find ' +
    'here there more less most now then today tomorrow yesterday is are was were be been being based live lives lived living ' +
    'hosted hosting sold register(?:ed)? sign apply meet met see seen read works? worked working listen watch log login ' +
    'signup join out off in on jobs? careers? team book only and or also but check start(?:s|ed)? arrived? stay site ' +
    'website web page domain download shown placed running run runs down up back home ceo cto cfo coo vp engineer ' +
    'developer manager director lead head founder founded owner officer analyst designer lunch dinner party talks? event ' +
    'posted published failed error deployed hotel that this these those not all any one everyone someone anyone people ' +
    'staff employed employees? point(?:s|ed|ing)? signed requested created stored accounts? address(?:es)? e-?mails? mail mailbox messages? users? search news details docs ' +
    'documentation located listed learn good great bad best worst least once first last while if for return switch catch ' +
    'function insert get set put call push expert experts? services? products? amavisd?(?:-new)? clamav prices? questions? information help'
  )
    .split(' ')
    .join('|')})$`,
  'i',
);

/** Hosts of mailboxes, which nobody works "at". */
export const MAIL_HOST = new RegExp(
  `^(?:(?:${(
    'gmail googlemail hotmail ymail yahoo rocketmail outlook msn icloud aol gmx freenet arcor t-online posteo mailbox ' +
    'proton protonmail tutanota tuta fastmail runbox mailfence libero laposte wanadoo sfr neuf telenet skynet scarlet ' +
    'ziggo kpnmail xs4all hetnet casema chello upcmail quicknet zonnet bluewin yandex qq 163 126 foxmail naver bigpond ' +
    'btinternet comcast verizon sbcglobal earthlink'
  )
    .split(' ')
    .join(
      '|',
    )})\\.(?:com|net|org|de|at|ch|nl|be|fr|it|es|ru|uk|ca|eu|me|co\\.(?:uk|jp|kr|in)|com\\.(?:au|br|cn))|web\\.de|me\\.com|mail\\.ru|(?:free|orange)\\.fr|(?:home|planet)\\.nl|live\\.(?:com|nl|be|fr|de))$`,
  'i',
);

/** What enumerates, before "(a)". */
export const NUMBERED =
  /^(?:sections?|articles?|paragraphs?|clauses?|items?|rules?|parts?|chapters?|options?|figures?|tables?|steps?|see|under|and|or|artikel|lid|abs(?:atz)?|punkt|punto|alinéa|lit)$/i;

/** Such words that name mailboxes as well. */
export const MAILBOX_OR_WORD =
  /^(?:e-?mail|mail|users?|team|jobs?|news|help|information|questions?|services?|engineer)$/i;

/** What announces an address, right before it. */
export const CUE =
  /(?:[<:([]|\b(?:e-?mail(?:s|ing|adres|adresse)?|mail(?:en|ez|to)?|contact(?:e[rz]|o)?|kontakt|write|writing|reach|ping|text|schrijf|schreib(?:en sie|t)?|écrivez|courriel|correo|author|maintainer|it['’]?s|naar|an|to|(?:(?:e-?)?mail|address|adres(?:se)?) (?:is|ist|est)))\s*$/iu;
/** What can announce nothing else. */
export const MAIL_LABEL =
  /(?:<|\b(?:e-?mail(?:adres|-?adresse)?|mail|courriel|correo|contact|kontakt|author|auteur|maintainer|contributors?|reply-to|sender|from|to|b?cc|von|an|van|aan|de|à)\s*:|mailto:(?:\/\/)?|(?:mail|write) (?:to|naar|an)|(?:mail|write|reach|contact|ping|text) (?:me|us)(?: (?:at|on)|\s?:))\s*["']?$/iu;

/** Signs that stand in paths, hosts and code as well: only where the dot is written between them, too. */
export const BETWEEN = '[/+.:]';

export const HYPHEN_NAMES = 'hyphen|dash|minus|tiret';

/** What stands for a dot by its signs, in a local part and in a host. */
export const DOT_IN_SIGNS = `[([{<]{1,2}\\s?(?:${DOT_IN_BRACKETS})\\s?[)\\]}>]{1,2}|${SET_OFF}{1,2}(?:${DOT}|period)${SET_OFF}{1,2}|${BETWEEN}{1,2}(?:${DOT})${BETWEEN}{1,2}|>\\s?dot\\s?<|&(?:#(?:0{0,4}46|x0{0,4}2e)|period);`;

/** The endings behind "example. ": any other may begin a sentence. */
export const COMMON = '(?:com|org|net|edu)\\b';
