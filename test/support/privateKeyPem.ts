import { generateKeyPairSync } from 'node:crypto';

/** Of all simulated Kicks of a file: making a key takes longer than many a test. */
export const privateKeyPem = generateKeyPairSync('rsa', { modulusLength: 2048 })
	.privateKey.export({ type: 'pkcs8', format: 'pem' })
	.toString();
