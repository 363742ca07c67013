import { X509Certificate } from 'node:crypto';
import { createServer, request } from 'node:https';
import { expect, it } from 'vitest';
import { selfSignedCertificate } from '../../../cli/self-signed.ts';

it('a certificate for trying out is valid for its names, and serves https to whoever trusts it', async () => {
  const { key, cert } = await selfSignedCertificate(['localhost'], [[127, 0, 0, 1]], Date.now());
  const certificate = new X509Certificate(cert);
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  expect(certificate.subjectAltName).toBe('DNS:localhost, IP Address:127.0.0.1');
  expect(Date.parse(certificate.validTo)).toBeGreaterThan(Date.now());

  const server = createServer({ key, cert }, (_, response) => response.end('hello'));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const body = await new Promise<string>((resolve, reject) => {
    request({ host: '127.0.0.1', port, ca: cert, servername: 'localhost' }, response => {
      let text = '';
      response.on('data', chunk => {
        text += chunk;
      });
      response.on('end', () => resolve(text));
    })
      .on('error', reject)
      .end();
  });
  server.close();
  expect(body).toBe('hello');
});
