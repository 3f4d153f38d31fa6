import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { githubDelivery, kickDelivery, twitchDelivery } from './deliveries.mjs';

export function newPrivateKeyPem(modulusLength = 2_048) {
	return generateKeyPairSync('rsa', { modulusLength }).privateKey.export({ type: 'pkcs8', format: 'pem' });
}

export const privateKeyPem = newPrivateKeyPem();
const privateKey = createPrivateKey(privateKeyPem);
const foreignKey = createPrivateKey(newPrivateKeyPem());
export const publicKeyPem = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' });

/** The first streamer of a simulated Kick: all receivers of Kick's deliveries get the same ones. */
export const broadcaster = { userId: 812_346, slug: 'streamerone' };

/** A platform's deliveries, genuine and forged, by number. */
export const platforms = {
	kick: {
		genuine: (number) => kickDelivery({ privateKey, broadcaster }, number),
		forged: (number) => kickDelivery({ privateKey: foreignKey, broadcaster }, number)
	},
	github: { genuine: githubDelivery, forged: (number) => githubDelivery(number, 'another secret') },
	twitch: { genuine: twitchDelivery, forged: (number) => twitchDelivery(number, 'another secret') }
};
