import { container } from '@sapphire/framework';
import { KickHeadersMiddleware } from './KickHeadersMiddleware.js';

export function loadMiddlewares(): void {
	void container.stores.loadPiece({ store: 'middlewares', name: 'kick-headers', piece: KickHeadersMiddleware });
}
