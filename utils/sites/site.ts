/** What Lethe knows of one site. One file a site, all of this shape; found by `siteOf`. */
export interface Site {
  /** The name a rep knows it by. */
  readonly name: string;
  /** The script that brings this file into the site's frames, before the one that every frame gets: see site-here.ts. */
  readonly script: string;
  /** Match patterns (https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/Match_patterns) for the manifest. */
  readonly hosts: readonly string[];
  /** Attributes that hold an address here, beyond those that scan looks at everywhere. */
  readonly attributes?: readonly string[];
  /** Selector of subtrees that hold data or code and are never scanned. */
  readonly skip?: string;
  /**
   * Selector of the links to the website of the company that a page is about. Their host is looked up as a domain,
   * since everyone at the company may be listed. Absent where no such link is known.
   */
  readonly website?: string;
  /**
   * Selector of the links to people's profiles, which are looked up by their address (see utils/identifier/linkedin-v1.ts).
   * Absent where pages hold no such links, or they are of no person.
   */
  readonly profiles?: string;
  /**
   * Selector of fields for a phone number, whose value or text is one, as whoever typed it in wrote it. Absent where pages
   * hold none, or all of them are `tel:` links, which are found everywhere.
   */
  readonly phones?: string;
  /** Lethe can be told to put nothing into pages here, and to show itself in its own panel only. */
  readonly offersPanelOnly?: true;
  /** How mail is written here; absent where nothing is written, or no recipient's address can be read. */
  readonly compose?: Compose;
  /** How people are reached here by other means than a compose window; links to mail programs and phones are known everywhere. */
  readonly outreach?: Outreach;
  /** Which pages are about one person or company; absent where it isn't known. */
  readonly records?: Records;
}

/** A mail being written. Every function reads the page as it stands; none keeps anything. */
export interface Compose {
  /** Attributes whose change may change the recipients, for a MutationObserver's filter. */
  readonly attributes: readonly string[];
  /** The compose windows now in this document, outermost element of each. */
  windows(document: Document): HTMLElement[];
  /** Everyone whom Send would write to, each once a field, in the order of the fields. */
  recipients(window: HTMLElement): Recipient[];
  /**
   * What a banner must leave free besides the recipients: Send, where it isn't at the window's foot. It must not depend on
   * who the recipients are.
   */
  keepFree?(window: HTMLElement): HTMLElement[];
  /**
   * Takes the recipient out as the rep would; false if there is no way. The page may need a moment: read again. Absent where
   * nobody can be taken out, as in a conversation with one person.
   */
  remove?(window: HTMLElement, recipient: Recipient): boolean;
  /** What the control at, in or around the target of a gesture sends; null if it sends nothing. */
  sendControl(target: Element): Send | null;
  /**
   * What this key would send as a shortcut, with the control that stands for it; null if it is none.
   * @param at the element that the key is pressed at; where the body is a frame of its own, that frame's element
   */
  sendShortcut(event: KeyboardEvent, at: Element): Send | null;
  /**
   * Selectors of what only a mail being written has (body, subject, recipient fields), each by another hook than the rest: one
   * that is to be seen outside every window of `windows` says that the page can't be read.
   */
  readonly signs: readonly string[];
  /** True at the address of a mail of which nothing is found on the page: it can't be read. Absent where addresses tell nothing. */
  isLost?(document: Document, address: URL): boolean;
  /**
   * False once what was written has gone although the window is still there, as in a conversation. Absent where a window
   * closes when it is sent.
   */
  isWritten?(window: HTMLElement): boolean;
  /** What tells the thread that is answered from others on this site; null for a mail that answers nothing, or if it isn't known. */
  thread?(window: HTMLElement): string | null;
  /** Raw text of the address that wrote the latest message of the thread that is answered; null if it isn't known. */
  latestSender?(window: HTMLElement): string | null;
}

/** A compose window and the control (button, menu item) that sends it. */
export interface Send {
  readonly window: HTMLElement;
  readonly control: HTMLElement;
}

/**
 * What a control does to a person: `write` opens a mail program or a compose window for them, `call` a phone, `message` a
 * conversation, `connect` asks to connect or follow, `enrol` puts them into a sequence, campaign or cadence, `save` keeps
 * them as a lead.
 */
export const ACTS = ['write', 'call', 'message', 'connect', 'enrol', 'save'] as const;

export type Act = (typeof ACTS)[number];

/** Controls by which the rep reaches people outside compose windows. Every function reads the page as it stands. */
export interface Outreach {
  /**
   * What the control at, in or around the target of a gesture does; null if it reaches nobody. Asked with a control that it
   * gave, it gives that control.
   */
  at(target: Element): Reach | null;
}

export interface Reach {
  readonly act: Act;
  readonly control: HTMLElement;
  /** Whom it reaches, in `address` whatever identifies them (an address, a profile's link, `tel:` and a number). */
  readonly people: readonly Recipient[];
}

/** Pages that are about one person or one company. */
export interface Records {
  /** Whether a page with this address is about somebody. Without reading the page: so that one that can't be read is told. */
  isRecord(url: URL): boolean;
  /** Who it is about; null while the page isn't drawn, or if it can't be read. */
  read(document: Document): RecordPage | null;
}

export interface RecordPage {
  /** The heading with their name, where a banner belongs. */
  readonly heading: HTMLElement;
  /** Texts that identify them: addresses, a profile's link, `tel:` and a number. Empty: nothing to check here. */
  readonly identifiers: readonly string[];
}

export interface Recipient {
  /** Raw text of the address, or null where only a name can be read: `unknown`, never clear. */
  readonly address: string | null;
  /** What the rep sees. */
  readonly label: string;
  readonly field: Field;
  /** Not yet a chip: perhaps still being typed. Send would write to it all the same. */
  readonly typed: boolean;
  /** The chip, hidden input or text field that holds the recipient. */
  readonly element: HTMLElement;
}

export const FIELDS = ['to', 'cc', 'bcc'] as const;

export type Field = (typeof FIELDS)[number];
