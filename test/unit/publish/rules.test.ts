import { describe, expect, it, vi } from 'vitest';
import { utf8 } from '../../../utils/bytes.ts';
import { createOrganisation } from '../../../utils/publish/create-organisation.ts';
import { refusalOfDomain } from '../../../utils/publish/domain-rules.ts';
import { encodeKeyFile, readKeyFile } from '../../../utils/publish/key-files.ts';
import { openOrganisation, sealOrganisation } from '../../../utils/publish/organisation-file.ts';
import { openUnderPassphrase, sealUnderPassphrase } from '../../../utils/publish/passphrase-file.ts';
import { isRoleAddress } from '../../../utils/publish/role-addresses.ts';

// Files are synced to the disk and keys derived: slow where other tests run beside.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

describe('a domain', () => {
  it.each([
    ['com', 'public-suffix'],
    ['co.uk', 'public-suffix'],
    ['github.io', 'public-suffix'],
    ['gmail.com', 'free-mail'],
    ['mail.gmx.de', 'free-mail'],
    ['acme.example', 'own-domain'],
    ['eu.acme.example', 'own-domain'],
    ['customer.example', undefined],
    ['customer.co.uk', undefined],
    ['notacme.example', undefined],
  ])('%s: %s', (host, refusal) => {
    expect(refusalOfDomain(host, ['acme.example'])).toBe(refusal);
  });

  it("above one's own is one's own, since a block covers subdomains", () => {
    expect(refusalOfDomain('group.example', ['acme.group.example'])).toBe('own-domain');
  });
});

describe('a role address', () => {
  it.each(['info@example.org', 'sales@example.org'])('%s is one', address => {
    expect(isRoleAddress(address)).toBe(true);
  });

  it.each(['ann@example.org', 'information@example.org'])('%s is none', address => {
    expect(isRoleAddress(address)).toBe(false);
  });
});

describe('a file under a passphrase', () => {
  it('opens under the same passphrase, however its accents were typed', async () => {
    const file = await sealUnderPassphrase(utf8('secret'), 'Zoe\u0308', 2);
    expect(await openUnderPassphrase(file, 'Zo\u00eb')).toEqual({ ok: true, plaintext: utf8('secret') });
  });

  it('tells a wrong passphrase from a damaged file and from another file', async () => {
    const file = await sealUnderPassphrase(utf8('secret'), 'right', 2);
    expect(await openUnderPassphrase(file, 'wrong')).toMatchObject({ problem: 'wrong-passphrase' });
    expect(await openUnderPassphrase(file.slice(0, -3), 'right')).toMatchObject({ problem: 'damaged' });
    expect(await openUnderPassphrase(utf8('{}'), 'right')).toMatchObject({ problem: 'not-an-age-file' });
  });
});

describe('key files', () => {
  it('give back what was put in, and refuse another kind, a newer format and a cut', async () => {
    const { root, officer, timestamp, recovery, organisation } = await createOrganisation(0);
    for (const file of [root, officer, timestamp, recovery, organisation]) {
      const content = await encodeKeyFile(file);
      const read = await readKeyFile(content, file.kind);
      expect(read.ok && (await encodeKeyFile(read.file))).toEqual(content);
      const other = file.kind === 'root' ? 'officer' : 'root';
      expect(await readKeyFile(content, other)).toEqual({ ok: false, problem: 'other-kind' });
      expect(await readKeyFile(content.slice(0, -2), file.kind)).toEqual({ ok: false, problem: 'malformed' });
      const newer = utf8(new TextDecoder().decode(content).replace('"format":1', '"format":2'));
      expect(await readKeyFile(newer, file.kind)).toEqual({ ok: false, problem: 'newer' });
    }
  });

  it("of the organisation open to its officers only, and only with an officer's signature", async () => {
    const ours = await createOrganisation(0);
    const theirs = await createOrganisation(0);
    const file = await sealOrganisation(ours.organisation, ours.officer.signingKey);
    const officers = [ours.officer.signingKey.key];
    expect(await openOrganisation(file, ours.officer.identity, officers)).toEqual({
      ok: true,
      keys: ours.organisation,
    });
    expect(await openOrganisation(file, theirs.officer.identity, officers)).toMatchObject({
      problem: 'not-for-you',
    });
    const forged = await sealOrganisation(
      { ...theirs.organisation, recipients: ours.organisation.recipients },
      theirs.officer.signingKey,
    );
    expect(await openOrganisation(forged, ours.officer.identity, officers)).toMatchObject({
      problem: 'bad-signature',
    });
  });
});
