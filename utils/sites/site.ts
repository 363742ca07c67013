/** What Lethe knows of one site. One file a site, all of this shape; found by `siteOf`. */
export interface Site {
  /** The name a rep knows it by. */
  readonly name: string;
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
  /** How mail is written here; absent where nothing is written, or no recipient's address can be read. */
  readonly compose?: Compose;
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
  /** Takes the recipient out as the rep would; false if there is no way. The page may need a moment: read again. */
  remove(window: HTMLElement, recipient: Recipient): boolean;
  /** What the control at, in or around the target of a gesture sends; null if it sends nothing. */
  sendControl(target: Element): Send | null;
  /** What this key would send as a shortcut, with the control that stands for it; null if it is none. */
  sendShortcut(event: KeyboardEvent): Send | null;
}

/** A compose window and the control (button, menu item) that sends it. */
export interface Send {
  readonly window: HTMLElement;
  readonly control: HTMLElement;
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
