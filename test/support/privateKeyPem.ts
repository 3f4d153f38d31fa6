import { generateKeyPairSync } from 'node:crypto';

/** Key of all simulated Kicks of a file: creating a key takes longer than many tests. */
export const privateKeyPem = generateKeyPairSync('rsa', { modulusLength: 2048 })
	.privateKey.export({ type: 'pkcs8', format: 'pem' })
	.toString();
