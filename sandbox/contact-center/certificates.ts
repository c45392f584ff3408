// @peculiar/x509 reads the metadata of its decorators through this polyfill.
import 'reflect-metadata';
import type { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

/** The certificate that a server presents. Clients should trust `valid` only. */
export type CertificateVariant =
  | 'valid'
  | 'expired'
  | 'not-yet-valid'
  | 'wrong-ca'
  | 'wrong-host'
  | 'self-signed';

interface ServerCertificate {
  readonly cert: string;
  readonly key: string;
}

export interface CertificateAuthority {
  /** The certificate of the authority in PEM, which clients should trust. */
  readonly ca: string;
  issue(variant: CertificateVariant): Promise<ServerCertificate>;
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY_MS = 86_400_000;

interface Issuer {
  readonly name: string;
  readonly keys: webcrypto.CryptoKeyPair;
  readonly certificate: x509.X509Certificate;
}

/**
 * Creates a certificate authority for this run. Validity periods follow the computer's clock, because TLS clients check
 * them against it.
 */
export async function createCertificateAuthority(): Promise<CertificateAuthority> {
  const trusted = await createIssuer('CN=Contact-centre simulator CA');
  /** Both servers present this certificate. */
  const valid = issue('valid');
  return {
    ca: trusted.certificate.toString('pem'),
    issue: (variant) => (variant === 'valid' ? valid : issue(variant)),
  };

  async function issue(variant: CertificateVariant): Promise<ServerCertificate> {
    const keys = await newKeys();
    const issuer = variant === 'wrong-ca' ? await createIssuer('CN=Somebody else CA') : trusted;
    const subject = 'CN=contact-centre simulator';
    const certificate = await x509.X509CertificateGenerator.create({
      subject,
      issuer: variant === 'self-signed' ? subject : issuer.name,
      publicKey: keys.publicKey,
      signingKey: variant === 'self-signed' ? keys.privateKey : issuer.keys.privateKey,
      signingAlgorithm: ALGORITHM,
      serialNumber: newSerial(),
      notBefore: new Date(Date.now() + (variant === 'not-yet-valid' ? 1 : -30) * DAY_MS),
      notAfter: new Date(Date.now() + (variant === 'expired' ? -1 : 365) * DAY_MS),
      extensions: [
        new x509.BasicConstraintsExtension(false),
        new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
        new x509.SubjectAlternativeNameExtension(
          variant === 'wrong-host'
            ? [{ type: 'dns', value: 'somewhere-else.example' }]
            : [
                { type: 'ip', value: '127.0.0.1' },
                { type: 'dns', value: 'localhost' },
              ],
        ),
      ],
    });
    return { cert: certificate.toString('pem'), key: await privateKeyPem(keys) };
  }
}

async function createIssuer(name: string): Promise<Issuer> {
  const keys = await newKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name,
    keys,
    signingAlgorithm: ALGORITHM,
    serialNumber: newSerial(),
    notBefore: new Date(Date.now() - 30 * DAY_MS),
    notAfter: new Date(Date.now() + 365 * DAY_MS),
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
    ],
  });
  return { name, keys, certificate };
}

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
}

/** Returns a random serial number: clients reject two certificates of one issuer that have an equal serial number. */
function newSerial(): string {
  return `01${crypto.randomUUID().replaceAll('-', '')}`;
}

async function privateKeyPem(keys: webcrypto.CryptoKeyPair): Promise<string> {
  return x509.PemConverter.encode(await crypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY');
}
