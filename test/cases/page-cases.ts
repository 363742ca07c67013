import type { PageCase } from './text-case.ts';

const JANE = ['jane@example.com'];

const split: PageCase[] = [
  ['jane<b>@</b>example.com', JANE, 'the sign in an element of its own'],
  ['<b>jane</b>@<i>example</i>.com', JANE, 'every part in its own'],
  ['<span>j</span><span>a</span><span>ne@</span><span>example</span><span>.com</span>', JANE, 'by letters'],
  ['jane@<wbr>example<wbr>.com', JANE, 'break hints'],
  [
    'jane&shy;@exam&shy;ple.com',
    ['jane\u00ad@exam\u00adple.com'],
    'soft hyphens; the canonical form drops them',
  ],
  ['jane<!-- no spam -->@example.com', JANE, 'a comment within'],
  ['jane<script>"x"</script>@example.com', JANE, 'a script within'],
  ['jane<style>b{}</style>@example.com', JANE, 'a style within'],
  ['<mark>jan</mark>e@example.com', JANE, 'a search’s highlight'],
  ['<em>jane@example</em>.com', JANE, 'emphasis ends within'],
  ['jane@example.com<sup>1</sup>', JANE, 'a footnote in an element'],
  ['<a href="/">jane@example.com</a>, <a href="/">x</a>', JANE, 'in a link'],
  ['jane@example<br>.com', [], 'a line break parts'],
  ['<div>jane@example</div><div>.com</div>', [], 'blocks part'],
  ['<p>jane@example.com</p><p>Phone</p>', JANE, 'blocks that touch'],
  ['<table><tr><td>jane@example.com</td><td>Phone</td></tr></table>', JANE, 'cells that touch'],
  ['<ul><li>a@example.com</li><li>b@example.com</li></ul>', ['a@example.com', 'b@example.com'], 'items'],
  ['<span style="display:block">jane@example.com</span>Phone', JANE, 'a span that is a block'],
  ['<span style="display:inline-block">jane@example.com</span>Phone', JANE, 'one that stands as a thing'],
  ['<dl><dt>Mail</dt><dd>jane@example.com</dd></dl>', JANE, 'a definition'],
  ['jane [at] <b>example</b> [dot] com', JANE, 'spelled out over elements'],
  ['jane<span> [at] </span>example<span> [dot] </span>com', JANE, 'spelled out, signs in elements'],
  [
    '<span>jane</span> <span>(at)</span> <span>example.com</span>',
    JANE,
    'spelled out, spaces between elements',
  ],
  ['jane (at)<wbr>example (dot)<wbr>com', JANE, 'spelled out with break hints'],
];

const entities: PageCase[] = [
  ['jane&#64;example.com', JANE, 'a decimal entity'],
  ['jane&#x40;example&#x2e;com', JANE, 'hexadecimal entities'],
  ['jane&commat;example&period;com', JANE, 'named entities'],
  [
    '&#106;&#97;&#110;&#101;&#64;&#101;&#120;&#97;&#109;&#112;&#108;&#101;&#46;&#99;&#111;&#109;',
    JANE,
    'every character an entity, as Markdown does',
  ],
  ['&lt;jane@example.com&gt;', JANE, 'brackets as entities'],
  ['jane@example.com&nbsp;', JANE, 'a no-break space'],
  ['jane&#65312;example.com', ['jane＠example.com'], 'a full-width sign'],
];

const links: PageCase[] = [
  ['<a href="mailto:jane@example.com">jane@example.com</a>', JANE, 'link and text are one'],
  ['<a href="mailto:Jane@Example.com">jane@example.com</a>', JANE, 'but for their case'],
  ['<a href="mailto:jane@example.com">Write to Jane</a>', JANE, 'a name for text'],
  ['<a href="mailto:jane%40example.com">Jane</a>', JANE, 'an encoded sign'],
  ['<a href="MAILTO:jane@example.com">Jane</a>', JANE, 'capitals'],
  ['<a href="mailto:?to=jane@example.com">Jane</a>', JANE, 'to as a field, RFC 6068'],
  [
    '<a href="mailto:a@example.com?cc=b@example.com&amp;bcc=c@example.com">X</a>',
    ['a@example.com', 'b@example.com', 'c@example.com'],
    'cc and bcc',
  ],
  [
    '<a href="mailto:a@example.com,b@example.com">X</a>',
    ['a@example.com', 'b@example.com'],
    'several, RFC 6068',
  ],
  [
    '<a href="mailto:a@example.com;b@example.com">X</a>',
    ['a@example.com', 'b@example.com'],
    'several, Outlook’s way',
  ],
  ['<a href="mailto:jane@example.com?subject=b%40example.com">X</a>', JANE, 'a subject is no recipient'],
  ['<a href="mailto:jane@example.com?body=Write%20b@example.com">X</a>', JANE, 'a body is no recipient'],
  ['<a href="mailto:%22not%40me%22@example.org">X</a>', [], 'a quoted sign, RFC 6068; nobody has one'],
  [
    '<a href="mailto:user@example.org?subject=caf%C3%A9">X</a>',
    ['user@example.org'],
    'UTF-8 in a subject, RFC 6068',
  ],
  [
    '<a href="mailto:gorby%25kremvax@example.com">X</a>',
    ['gorby%kremvax@example.com'],
    'an encoded percent sign, RFC 6068',
  ],
  [
    '<a href="mailto:unlikely%3Faddress@example.com">X</a>',
    ['address@example.com'],
    'an encoded question mark separates, by intent',
  ],
  ['<a href="mailto:%E7%94%A8%E6%88%B7@example.com">X</a>', ['用户@example.com'], 'UTF-8, percent-encoded'],
  ['<a href="mailto:Jane%20%3Cjane@example.com%3E">X</a>', JANE, 'a name in the link'],
  ['<a href="mailto:jane@example.com">✉ <span>Jane</span></a>', JANE, 'an icon and a name'],
  ['<a href="mailto:">X</a>', [], 'an empty link'],
  [
    '<a href="https://example.com/?m=jane@example.com">X</a>',
    [],
    'a link to elsewhere; its address isn’t shown',
  ],
  ['<map name="m"><area href="mailto:jane@example.com" alt="Jane"></map>', JANE, 'an area of an image'],
];

const attributes: PageCase[] = [
  ['<span email="jane@example.com">Jane</span>', JANE, 'Gmail’s rows, captured 2024'],
  ['<div data-hovercard-id="jane@example.com">Jane</div>', JANE, 'Gmail’s chips, noted 2026-05'],
  ['<div data-email="jane@example.com">Jane</div>', JANE, 'a common name'],
  ['<div aria-label="Jane Doe, jane@example.com">Jane</div>', JANE, 'Outlook’s chips, noted 2026-10'],
  ['<div title="jane@example.com">Jane</div>', JANE, 'a title'],
  ['<img alt="jane@example.com" src="data:,">', JANE, 'a picture of an address'],
  ['<lyte-text cx-prop-value="jane@example.com">Jane</lyte-text>', JANE, 'Zoho, seen 2026-08'],
  ['<span title="jane@example.com">jane@example.com</span>', JANE, 'title and text are one'],
  [
    '<span email="jane@example.com" title="jane@example.com">Jane</span>',
    JANE,
    'two attributes, one address',
  ],
  [
    '<div data-email="a@example.com"><span title="a@example.com">A</span></div>',
    ['a@example.com'],
    'the inner one of two',
  ],
  ['<div data-src="jane@example.com">Jane</div>', [], 'any other attribute'],
  ['<div data-json=\'{"e":"jane@example.com"}\'>x</div>', [], 'data'],
  ['<img src="logo@2x.png" alt="logo@2x.png">', [], 'an image density'],
];

const fields: PageCase[] = [
  ['<input value="jane@example.com">', JANE, 'a value'],
  ['<input type="email" value="jane@example.com">', JANE, 'a value of a mail field'],
  [
    '<input type="email" multiple value="a@example.com,b@example.com">',
    ['a@example.com', 'b@example.com'],
    'several',
  ],
  ['<textarea>jane@example.com</textarea>', JANE, 'a text area'],
  ['<input type="hidden" value="jane@example.com">', [], 'a hidden field'],
  ['<input type="password" value="jane@example.com">', [], 'a password'],
  ['<input type="checkbox" value="jane@example.com">', [], 'a box’s value isn’t shown'],
  ['<input placeholder="name@example.com">', [], 'a placeholder'],
  ['<div contenteditable>To: jane@example.com</div>', JANE, 'an editor'],
  ['<select><option>jane@example.com</option></select>', JANE, 'a choice'],
  ['<button>jane@example.com</button>', JANE, 'a button'],
];

const roots: PageCase[] = [
  ['<div><template shadowrootmode="open"><p>jane@example.com</p></template></div>', JANE, 'an open root'],
  ['<div><template shadowrootmode="closed"><p>jane@example.com</p></template></div>', JANE, 'a closed root'],
  [
    '<x-card><template shadowrootmode="open"><x-row><template shadowrootmode="open">jane@example.com</template></x-row></template></x-card>',
    JANE,
    'a root within a root',
  ],
  [
    '<x-card><template shadowrootmode="open"><slot></slot></template>jane@example.com</x-card>',
    JANE,
    'what a slot shows',
  ],
];

const unread: PageCase[] = [
  ['<script type="application/json">{"a":"jane@example.com"}</script>', [], 'JSON'],
  ['<script type="application/ld+json">{"email":"jane@example.com"}</script>', [], 'linked data'],
  ['<script>"jane@example.com"</script>', [], 'a script'],
  ['<style>/* jane@example.com */</style>', [], 'a style sheet'],
  ['<template>jane@example.com</template>', [], 'a template'],
  ['<noscript>jane@example.com</noscript>', [], 'what stands for scripts'],
  ['<!-- jane@example.com -->', [], 'a comment'],
  ['<script>"jane [at] example [dot] com"</script>', [], 'a script, spelled out'],
  ['<template><a href="mailto:jane@example.com">x</a></template>', [], 'a template’s link'],
  ['<noscript><a href="mailto:jane@example.com">x</a></noscript>', [], 'a link for those without scripts'],
  ['<iframe srcdoc="" title="x">jane@example.com</iframe>', [], 'what stands for frames'],
  ['<pre>jane@example.com</pre>', JANE, 'preformatted text is seen'],
  ['<code>git@example.com:a/b</code>', [], 'a git remote in code'],
  ['<svg><text>jane@example.com</text></svg>', JANE, 'text in a drawing'],
  ['<details><summary>x</summary>jane@example.com</details>', JANE, 'what may be unfolded'],
];

const WEBSITE = 'data-target-selection-name="sfdc:RecordField.Account.Website"';

const companies: PageCase[] = [
  [
    `<div ${WEBSITE}><a href="https://www.example.com/about">www.example.com</a></div>`,
    ['www.example.com'],
    'an account’s website, Salesforce, 2026-11',
  ],
  [`<div ${WEBSITE}>no link</div>`, [], 'an account without a link'],
  [`<div ${WEBSITE}><a href="javascript:void 0">x</a></div>`, [], 'a link that leads nowhere'],
  ['<a href="https://www.example.com/">www.example.com</a>', [], 'any other link to a site'],
];

/** Fragments of pages. */
export const pageCases = { split, entities, links, attributes, fields, roots, unread, companies };
