import { expect, it } from 'vitest';
import { readListPage } from '../../../utils/publish/s3-list.ts';

const page = (content: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${content}</ListBucketResult>`;

const contents = (key: string) =>
  `<Contents><Key>${key}</Key><LastModified>2026-11-23T00:00:00.000Z</LastModified><ETag>&quot;5d41&quot;</ETag><Size>5</Size><StorageClass>STANDARD</StorageClass></Contents>`;

it('a page gives its keys, and how to ask for the next', () => {
  const xml = page(
    `<Name>lists</Name><Prefix>metadata/</Prefix><KeyCount>2</KeyCount><MaxKeys>2</MaxKeys><IsTruncated>true</IsTruncated><NextContinuationToken>1ueGcxLPRx1Tr/XYExHnhbYLgveDs2J+wm36Hy4vbOwM=&amp;</NextContinuationToken>${contents('metadata/1.root.json')}${contents('metadata/timestamp.json')}`,
  );
  expect(readListPage(xml)).toEqual({
    objects: [
      { key: 'metadata/1.root.json', etag: '"5d41"' },
      { key: 'metadata/timestamp.json', etag: '"5d41"' },
    ],
    next: '1ueGcxLPRx1Tr/XYExHnhbYLgveDs2J+wm36Hy4vbOwM=&',
  });
});

it('the last page says so, also an empty one', () => {
  expect(readListPage(page('<IsTruncated>false</IsTruncated>'))).toEqual({ objects: [], next: undefined });
});

it('keys of others are given as they are', () => {
  const xml = page(
    `<IsTruncated>false</IsTruncated>${contents('register/a &lt;b&gt; &amp;amp; &#x41;&#66;.txt')}`,
  );
  expect(readListPage(xml)?.objects).toMatchObject([{ key: 'register/a <b> &amp; AB.txt' }]);
});

it.each([
  ['half a page', page(contents('a')).slice(0, -10)],
  ['a page that goes on without saying how', page('<IsTruncated>true</IsTruncated>')],
  ['an error', '<Error><Code>AccessDenied</Code></Error>'],
  ['a web page', '<html><body>Sign in</body></html>'],
  ['nothing', ''],
])('%s is no page', (_, xml) => {
  expect(readListPage(xml)).toBeUndefined();
});
