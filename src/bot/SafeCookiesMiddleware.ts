import { Middleware } from '@sapphire/plugin-api';

/**
 * Replaces plugin-api's `cookies`, which answers a malformed cookie with a 500 and its reason. It does the same for a
 * `Host` equal to the bot's own address. No route of the ready bot uses that cookie store.
 */
export class SafeCookiesMiddleware extends Middleware {
	public constructor(context: Middleware.LoaderContext) {
		super(context, { position: 30 });
	}

	public override run(): void {}
}
