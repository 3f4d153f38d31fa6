import { json, type Reply } from '../../../../support/HttpStub.js';

const answer = (...connections: object[]): Reply => json(200, { data: { connections, mode: 'websocket' } });

export const pusherOffer = (appKey: string, cluster = 'us2') => ({
	provider: 'pusher',
	credentials: { app_key: appKey, cluster }
});

export const centrifugoOffer = (url: string) => ({ provider: 'centrifugo', credentials: { url } });

/** Returns Kick's two endpoints: these offers, and numbered tokens. */
export function kickOffers(...offers: object[]): Reply {
	let tokens = 0;
	return (response, request) => {
		const reply = request.path.endsWith('/auth/connection')
			? json(200, { data: { token: `secret-token-${++tokens}` }, message: 'success' })
			: answer(...offers);
		reply(response, request);
	};
}
