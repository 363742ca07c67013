import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hex } from '@scure/base';
import { staticHost } from '../../cli/static-host.ts';
import { importSealKey } from '../../utils/blocklist/seal.ts';
import type { Bytes } from '../../utils/bytes.ts';
import type { Enrolment } from '../../utils/enrolment/enrolment.ts';
import { pinOf } from '../../utils/enrolment/root-pin.ts';
import { createOrganisation } from '../../utils/publish/create-organisation.ts';
import { folderStore } from '../../utils/publish/folder-store-node.ts';
import { lifetimes } from '../../utils/publish/lifetimes.ts';
import { type PublicationFacts, publish } from '../../utils/publish/publish.ts';
import type { RepositoryAccess } from '../../utils/publish/repository.ts';
import type { Block } from '../../utils/register/block.ts';
import { argon2idNode } from '../../utils/scheme/argon2-node.ts';
import { importDigestKey } from '../../utils/scheme/digest.ts';

/** An organisation that publishes into a folder, served on this machine by the host of `lethe serve`. */
export interface PublishedOrganisation {
  readonly enrolment: Enrolment;
  /** Records blocks of so many people whom nobody knows; nothing is published yet. */
  add(count: number): void;
  /** @param now milliseconds since the epoch */
  publish(now: number): Promise<PublicationFacts>;
  /** What was answered since the last call: headers and bodies, of every request. */
  traffic(): Traffic;
  close(): Promise<void>;
}

export interface Traffic {
  readonly requests: number;
  /** Sent to clients. */
  readonly bytes: number;
  /** Path and status of each answer, in order. */
  readonly answers: readonly string[];
}

export async function startOrganisation(now: number, random: () => number): Promise<PublishedOrganisation> {
  const folder = await mkdtemp(join(tmpdir(), 'lethe-bench-repository-'));
  const created = await createOrganisation(now);
  const { organisation } = created;
  const store = folderStore(join(folder, 'public'), join(folder, 'unfinished'));
  await store.putNew('metadata/1.root.json', created.rootFile);
  const seen = new Map<string, Bytes>();
  const access: RepositoryAccess = {
    store,
    listId: new Uint8Array(hex.decode(organisation.listId)),
    digestKey: await importDigestKey(organisation.digestKey),
    sealKey: await importSealKey(organisation.sealKey),
    sealEpoch: organisation.sealEpoch,
    earlierSealKeys: [],
    trustedRoot: created.rootFile,
    seen: {
      load: async name => seen.get(name),
      save: async (name, bytes) => void seen.set(name, bytes),
    },
  };
  const blocks = new Map<string, Block>();
  // One officer's device, whose chain grows by an object a publication.
  let recorded = 0;

  const host = await countingHost(join(folder, 'public'));
  return {
    enrolment: {
      organisation: 'Bench',
      repository: host.url,
      listId: access.listId,
      digestKey: organisation.digestKey,
      sealKey: organisation.sealKey,
      sealEpoch: organisation.sealEpoch,
      root: await pinOf(created.rootFile),
    },
    add(count) {
      recorded += 1;
      for (let left = count; left > 0; left -= 1) {
        const block = randomBlock(random);
        blocks.set(block.id, block);
      }
    },
    async publish(at) {
      const result = await publish({
        access,
        decoySecret: organisation.decoySecret,
        description: { organisation: 'Bench', contact: 'privacy@bench.example', guard: 'hold' },
        signer: created.officer.signingKey,
        lifetimes: { ...lifetimes, timestamp: lifetimes.timestampByHand },
        argon2id: argon2idNode,
        now: at,
        readRegister: async () => {
          const head = {
            writer: created.officer.signingKey.key.keyId,
            sequence: recorded,
            sha256: randomHex(random, 32),
          };
          return { ok: true, register: { blocks, lifts: new Map(), heads: [head] } };
        },
        removalConfirmed: false,
      });
      if (!result.ok) throw new Error(`nothing was published: ${result.detail}`);
      return result;
    },
    traffic: host.traffic,
    async close() {
      await host.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Digests are uniform and so are tags: random ones serve, without a million Argon2id. */
function randomBlock(random: () => number): Block {
  const digest = new Uint8Array(32);
  const words = new DataView(digest.buffer);
  for (let offset = 0; offset < digest.length; offset += 4) words.setUint32(offset, random());
  return {
    id: hex.encode(digest.subarray(0, 16)),
    kind: 'email',
    forms: [{ version: 1, digest, tag: random() }],
    scope: random() % 4 === 0 ? 'marketing' : 'all',
    basis: 'erasure',
    reference: 'BENCH-1',
    recordedAt: 0,
    evidenceSha256: null,
    wording: null,
    reviewAt: null,
  };
}

function randomHex(random: () => number, lengthBytes: number): string {
  return hex.encode(Uint8Array.from({ length: lengthBytes }, () => random() & 0xff));
}

interface CountingHost {
  readonly url: string;
  traffic(): Traffic;
  close(): Promise<void>;
}

async function countingHost(publicFolder: string): Promise<CountingHost> {
  const answer = staticHost(publicFolder);
  const sockets = new Set<Socket>();
  let answers: string[] = [];
  let gone = 0;
  let told = 0;
  const server = createServer((request, response) => {
    response.on('finish', () => answers.push(`${request.url} ${response.statusCode}`));
    answer(request, response);
  });
  server.on('connection', socket => {
    sockets.add(socket);
    socket.on('close', () => {
      sockets.delete(socket);
      gone += socket.bytesWritten;
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the repository got no port');
  return {
    url: `http://127.0.0.1:${address.port}/`,
    traffic() {
      const sent = [...sockets].reduce((sum, { bytesWritten }) => sum + bytesWritten, gone);
      const since = { requests: answers.length, bytes: sent - told, answers };
      told = sent;
      answers = [];
      return since;
    },
    async close() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}
