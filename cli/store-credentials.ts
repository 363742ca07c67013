import type { S3Credentials } from '../utils/publish/s3-location.ts';
import { Failure } from './failure.ts';

const KEY = 'AWS_ACCESS_KEY_ID';
const SECRET = 'AWS_SECRET_ACCESS_KEY';
const SESSION = 'AWS_SESSION_TOKEN';

/** What an officer is told besides, where a store doesn't accept its key. */
export const CREDENTIALS_HINT = `Lethe reads the key from ${KEY} and ${SECRET}.`;

/** The store's access key, from the variables that other tools read as well; never from a file of Lethe's. */
export function storeCredentials(): S3Credentials {
  const accessKeyId = process.env[KEY];
  const secretAccessKey = process.env[SECRET];
  if (!accessKeyId || !secretAccessKey) {
    const missing = [...(accessKeyId ? [] : [KEY]), ...(secretAccessKey ? [] : [SECRET])];
    throw new Failure(
      `The list is in a bucket, and ${missing.join(' and ')} ${missing.length === 1 ? "isn't" : "aren't"} set: put the store's access key into ${KEY}, its secret into ${SECRET}, and a session token, where there is one, into ${SESSION}.`,
    );
  }
  const sessionToken = process.env[SESSION];
  return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
}
