import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { utf8 } from '../../../utils/bytes.ts';
import { CORS_XML } from '../../../utils/publish/host-settings.ts';
import { type S3Answer, type S3Request, s3Client } from '../../../utils/publish/s3-client.ts';
import type { S3Credentials, S3Location } from '../../../utils/publish/s3-location.ts';
import type { S3Server } from './server-of-run.ts';

const run = promisify(execFile);

/** An officer at the store, who may do everything with what is theirs. */
export interface StoreUser {
  readonly name: string;
  readonly credentials: S3Credentials;
}

/** `radosgw-admin` with these words. */
export async function admin({ adminWords }: S3Server, ...words: string[]): Promise<string> {
  return (await run('radosgw-admin', [...adminWords, ...words])).stdout;
}

export async function newUser(server: S3Server): Promise<StoreUser> {
  const name = `officer-${crypto.randomUUID().slice(0, 8)}`;
  const credentials = { accessKeyId: `KEY${name.slice(8)}`, secretAccessKey: crypto.randomUUID() };
  const { accessKeyId, secretAccessKey } = credentials;
  const key = ['--access-key', accessKeyId, '--secret', secretAccessKey];
  await admin(server, 'user', 'create', '--uid', name, '--display-name', name, ...key);
  return { name, credentials };
}

/** A new, empty and private bucket. */
export async function newBucket({ endpoint }: S3Server, user: StoreUser): Promise<S3Location> {
  const bucket = `lists-${crypto.randomUUID().slice(0, 13)}`;
  const location = { endpoint, region: 'default', bucket, prefix: '' };
  await command(location, user, { method: 'PUT', key: '' });
  return location;
}

/** Anybody may read each file whose name they know; listing stays private. */
export async function publishBucket(location: S3Location, user: StoreUser): Promise<void> {
  const policy = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: '*',
        Action: ['s3:GetObject'],
        Resource: [`arn:aws:s3:::${location.bucket}/${location.prefix}*`],
      },
    ],
  };
  const body = utf8(JSON.stringify(policy));
  await command(location, user, { method: 'PUT', key: '', query: { policy: '' }, body });
}

/** Sets what the officer's IT is told to set. */
export async function setCors(location: S3Location, user: StoreUser): Promise<void> {
  await command(location, user, { method: 'PUT', key: '', query: { cors: '' }, body: utf8(CORS_XML) });
}

async function command(location: S3Location, user: StoreUser, request: S3Request): Promise<S3Answer> {
  const send = s3Client(location, user.credentials, { fetch, timeoutMs: 30_000 });
  const answer = await send(request);
  if (answer.status < 300) return answer;
  throw new Error(`${request.method} ${answer.status}: ${new TextDecoder().decode(answer.bytes)}`);
}
