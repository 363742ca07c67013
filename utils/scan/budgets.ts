/**
 * Every limit of scan and marks, with the measurement or rule that it comes from. "Measured" means Debian's
 * Chromium 156 and Firefox ESR 153 on two shared cores, November 2026.
 */

/**
 * Time that detection may take inside a mutation observer's microtask or a frame's callback: the page waits for it.
 * What is over goes on in slices at once. Measured: the texts of 200 appended rows take 1 ms, their elements another.
 */
export const MICROTASK_BUDGET_MS = 1.5;

/** So long without a frame, a change is read without one. */
export const FRAME_OVERDUE_MS = 100;

/** Length of one later slice. Measured: slices of 3 ms scan 1e5 nodes in 24 ms wall, longest slice 4.5 ms. */
export const SLICE_BUDGET_MS = 3;

/**
 * Time for which a document that is being parsed isn't observed: each node of it would make a record, with an object
 * of its own. Measured: 1e5 records of a parsed page took 130 ms at once and left 12 MB behind; a page of 1.7 MB is
 * parsed in 300 ms to 600 ms.
 */
export const LOADING_MS = 3_000;

/** How often such a document is read meanwhile. */
export const LOADING_LOOK_MS = 300;

/** Records in one delivery from which on it is asked what was touched, not what came and went. */
export const MANY_RECORDS = 1_000;

/**
 * Elements in a stretch of the document whose text is asked for at once. Measured at 1e5 nodes, cold: stretches of
 * 128 take 8 ms in all, of 512 4 ms, a walk that reads each text 30 (Firefox: 13, 8, 120).
 */
export const TEXT_PIECE_ELEMENTS = 256;

/** Elements in a part of such a stretch, asked for in turn where the stretch may hold an address, before any is walked. */
export const TEXT_PART_ELEMENTS = 64;

/** A subtree with no more text is asked for all of it, and for its elements, in one go. */
export const SMALL_SUBTREE_CHARACTERS = 8_192;

/** Nodes walked between two looks at the clock. Measured: some 1 µs a node, cold, so 0.2 ms. */
export const PIECE_NODES = 200;

/**
 * Characters of one text node looked through before the clock is read again: a log or a mail source can be
 * megabytes. Measured: the costliest text found, `a@b.cc ` without end, takes 0.2 µs a character, so 0.8 ms.
 */
export const TEXT_SLICE_CHARACTERS = 4_096;

/**
 * Characters looked at left of an `@`. RFC 5321 allows 64 octets; list software writes longer ones (VERP), and
 * zero-width characters count as well. A longer run is no address that a person has.
 */
export const LOCAL_WINDOW = 128;

/** Characters looked at right of an `@`: a host has at most 253 (RFC 1035), and room for zero-width ones. */
export const HOST_WINDOW = 288;

/** Characters before an address in which a header such as `Message-ID:` or a URL's scheme is looked for. */
export const CONTEXT_WINDOW = 192;

/** Text nodes that one address may be split over, on each side of its `@` node. Per-letter spans have one each. */
export const SPLIT_NODES = 96;

/** Texts with a spelled-out `@` read again with every change, where their address runs on into other nodes. */
export const SPELLED_OUT_NODES = 50;

/** Longest attribute or field value looked at: recipients of a mailing fit, a serialised document doesn't. */
export const VALUE_CHARACTERS = 20_000;

/** Levels above a sighting on which an element is looked for that names the same address in an attribute. */
export const TWIN_LEVELS = 12;

/** Nodes inside such an element that are looked at. A link or a chip has a handful, a card some dozens. */
export const TWIN_NODES = 64;

/**
 * Empty elements and custom ones without a root that are looked into again. A bound on what a page of empty elements
 * can make Lethe do: all of them are one property read each. A screen of components has some hundreds.
 */
export const SHADOW_CANDIDATES = 1_000;

/** Elements whose size is watched for them: each takes the browser some 150 bytes and a look a frame. */
export const SHADOW_WATCHED = 400;

/**
 * Of a large page's empty elements, which are icons as a rule, so many are looked into at once; of the others, at the
 * next SHADOW_RECHECK_MS, those with an id or without a class. Each look leaves an object of 70 bytes behind, as long
 * as the element stands.
 */
export const SHADOW_VISITS = 500;

/**
 * Elements asked for a closed root at each SHADOW_RECHECK_MS, in turns: candidates, and in a document of no more than
 * SMALL_DOCUMENT_ELEMENTS also those that hold something, which are hosts only where a page hides what they hold.
 * Measured: 3 µs each, so half a millisecond.
 */
export const CLOSED_ROOTS_ASKED = 150;
export const SMALL_DOCUMENT_ELEMENTS = 600;

/** How often: some contents of a root (a modal, fixed) change no size. */
export const SHADOW_RECHECK_MS = 250;

/**
 * Characters on both sides of a change in a text in which an address could stand that it touches: a longer one than
 * HOST_WINDOW and its spelled-out dots isn't read.
 */
export const CHANGE_WINDOW = 320;

/** Form fields whose value is read again after a change of the page (a script sets it without an event). */
export const WATCHED_FIELDS = 300;

/** Time after such a look in which further changes cause no other. */
export const FIELDS_READ_AGAIN_MS = 16;

/** How often the watched fields are looked at without such a change: one property read each. */
export const FIELD_RECHECK_MS = 250;

/**
 * Sightings placed in the microtask in which they were found. Measured: 50 µs each (rects, hit tests, the room
 * beside), so 10 ms for a full screen of them; more needn't be exact before the next frame.
 */
export const PLACED_AT_ONCE = 200;

/** Sightings placed in one frame. A screen holds fewer; a page that piles up more gets no slower by it. */
export const PLACED_PER_FRAME = 600;

/** See-through elements (a link stretched over a card) that a hit test looks through. */
export const SEE_THROUGH_COVERS = 4;

/** Least time between two announcements: a screen reader is not to be talked over while a page fills up. */
export const ANNOUNCE_INTERVAL_MS = 5_000;

/** Longest time that marks follow a transition or animation frame by frame without hearing of its end. */
export const MOTION_MS = 2_000;
