import { type Sentence, sentence } from '../sentence.ts';

/** What a host of the published files is to be set to. */
export interface HostSetting {
  /** Its name, or what kind it is of. */
  readonly host: string | Sentence;
  /** Where it goes. */
  readonly where: string | Sentence;
  /** Ready to copy. */
  readonly text: string;
  /** Whether it sets what lets extensions read, or how long files are kept; a bucket's files say the latter themselves. */
  readonly sets: readonly ('cors' | 'cache')[];
}

/** A rule of a bucket's CORS settings. */
const CORS_RULE = {
  AllowedOrigins: ['*'],
  AllowedMethods: ['GET', 'HEAD'],
  // Else a browser keeps these two from the extension: a clock that is wrong couldn't be told from a list that expired.
  ExposeHeaders: ['Date', 'Retry-After'],
  MaxAgeSeconds: 86_400,
};

const CORS_POLICY = JSON.stringify([CORS_RULE], null, 2);

/** As the S3 API takes it: `PUT /BUCKET?cors`. */
export const CORS_XML = `<CORSConfiguration><CORSRule>${[
  ...CORS_RULE.AllowedOrigins.map(origin => `<AllowedOrigin>${origin}</AllowedOrigin>`),
  ...CORS_RULE.AllowedMethods.map(method => `<AllowedMethod>${method}</AllowedMethod>`),
  ...CORS_RULE.ExposeHeaders.map(header => `<ExposeHeader>${header}</ExposeHeader>`),
  `<MaxAgeSeconds>${CORS_RULE.MaxAgeSeconds}</MaxAgeSeconds>`,
].join('')}</CORSRule></CORSConfiguration>`;

/** `_headers`, which Netlify and Cloudflare Pages read from the folder that is uploaded. */
export const HEADERS_FILE = `/*
  Access-Control-Allow-Origin: *
  Access-Control-Expose-Headers: Date, Retry-After
  X-Content-Type-Options: nosniff
/metadata/*
  Cache-Control: no-cache
/targets/*
  Cache-Control: public, max-age=31536000, immutable
/segments/*
  Cache-Control: public, max-age=31536000, immutable
`;

// Cache-Control without "always": a file that isn't there yet mustn't stay so in a cache.
const NGINX = `map $uri $lethe_cache {
  default                 "no-cache";
  "~/(targets|segments)/" "public, max-age=31536000, immutable";
}
server {
  # listen, server_name, certificate and root as for any site
  location / {
    add_header Access-Control-Allow-Origin "*" always;
    add_header Access-Control-Expose-Headers "Date, Retry-After" always;
    add_header X-Content-Type-Options "nosniff" always;
    add_header Cache-Control $lethe_cache;
    try_files $uri =404;
  }
}
`;

const APACHE = `Header always set Access-Control-Allow-Origin "*"
Header always set Access-Control-Expose-Headers "Date, Retry-After"
Header always set X-Content-Type-Options "nosniff"
Header set Cache-Control "no-cache"
<FilesMatch "\\.(head|bin)$">
  Header set Cache-Control "public, max-age=31536000, immutable"
</FilesMatch>
`;

/** docs/publishing.md shows the same, which a test keeps true. */
export const HOST_SETTINGS: readonly HostSetting[] = [
  {
    host: 'Cloudflare R2',
    where: sentence('told.host.r2')`the bucket's Settings, CORS policy`,
    text: CORS_POLICY,
    sets: ['cors'],
  },
  {
    host: 'Amazon S3',
    where: sentence('told.host.s3')`the bucket's Permissions, Cross-origin resource sharing`,
    text: CORS_POLICY,
    sets: ['cors'],
  },
  {
    host: sentence('told.host.another')`another S3-compatible store`,
    where: sentence(
      'told.host.byCommand',
    )`cors.json, then: ${'aws s3api put-bucket-cors --bucket BUCKET --cors-configuration file://cors.json'}`,
    text: JSON.stringify({ CORSRules: [CORS_RULE] }, null, 2),
    sets: ['cors'],
  },
  {
    host: 'nginx',
    where: 'http { … }',
    text: NGINX,
    sets: ['cors', 'cache'],
  },
  {
    host: 'Apache',
    where: sentence('told.host.apache')`the site's configuration or .htaccess; needs mod_headers`,
    text: APACHE,
    sets: ['cors', 'cache'],
  },
  {
    host: 'Netlify, Cloudflare Pages',
    where: sentence('told.host.headersFile')`_headers, in the folder that is uploaded`,
    text: HEADERS_FILE,
    sets: ['cors', 'cache'],
  },
];
