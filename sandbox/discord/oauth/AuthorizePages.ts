import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from '../../http/readBody.js';
import { redirectUrl } from '../../oauth/AuthorizationRequest.js';
import { consentPage, type OAuthSite, problemPage, signInPage } from '../../oauth/pages.js';
import type { SimulatedGuild, SimulatedUser } from '../world/entities.js';
import { permissionBits } from '../world/permissions.js';
import type { SimulatedApplication } from '../world/SimulatedApplication.js';
import { type InviteRequest, readInvite } from './InviteRequest.js';
import { closingPage, invitePage } from './invitePage.js';
import type { DiscordAuthorization, SimulatedDiscordOAuth } from './SimulatedDiscordOAuth.js';

interface AuthorizePagesDependencies {
	oauth: SimulatedDiscordOAuth;
	application: SimulatedApplication;
	users: ReadonlyMap<string, SimulatedUser>;
	guilds: ReadonlyMap<string, SimulatedGuild>;
}

interface Answer {
	status: number;
	html?: string;
	location?: string;
}

const KnownScopes = ['identify', 'guilds', 'email', 'bot', 'applications.commands'];

const Site: OAuthSite = {
	name: 'Discord',
	paths: { signIn: '/oauth2/sign-in', authorize: '/oauth2/authorize' },
	accountField: 'user',
	refusal: { value: 'cancel', label: 'Cancel' }
};

/**
 * Discord's pages on which a person signs in to an application, or adds its bot to a server.
 *
 * @see https://docs.discord.com/developers/topics/oauth2#authorization-code-grant
 */
export class AuthorizePages {
	public constructor(private readonly world: AuthorizePagesDependencies) {}

	public static owns(request: IncomingMessage): boolean {
		return request.url?.startsWith('/oauth2/') ?? false;
	}

	public async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const { status, html = '', location } = await this.#answer(request);
		response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', ...(location && { location }) }).end(html);
	}

	async #answer(request: IncomingMessage): Promise<Answer> {
		const url = new URL(request.url ?? '/', 'http://discord.invalid');
		switch (`${request.method} ${url.pathname}`) {
			case 'GET /oauth2/authorize':
				return this.#open(url.searchParams);
			case 'POST /oauth2/sign-in':
				return this.#signIn(await formOf(request));
			case 'POST /oauth2/authorize':
				return this.#decide(await formOf(request));
			default:
				return problem('There is no such page', 404);
		}
	}

	#open(query: URLSearchParams): Answer {
		const request = this.#check(query);
		if (typeof request === 'string') return problem(request);
		const { oauth } = this.world;
		const { signedIn } = oauth;
		if (request.isSilent && signedIn && oauth.isAllowedBy(signedIn)) return this.#allow(request, signedIn);
		return this.#show(oauth.codes.open(request), request);
	}

	#signIn(form: URLSearchParams): Answer {
		const { oauth, users } = this.world;
		const id = form.get('request') ?? '';
		const request = oauth.codes.find(id);
		const user = users.get(form.get('user') ?? '');
		if (!request || !user) return problem('This page is no longer open');
		oauth.signIn(user);
		return this.#show(id, request);
	}

	#decide(form: URLSearchParams): Answer {
		const { codes, signedIn } = this.world.oauth;
		const request = codes.close(form.get('request') ?? '');
		if (!request || !signedIn) return problem('This page is no longer open');
		if (form.get('decision') === 'allow') {
			return request.invite ? this.#invite(request, request.invite, signedIn, form) : this.#allow(request, signedIn);
		}
		if (!request.redirectUri) return { status: 200, html: closingPage('Nothing was added') };
		const refusal = {
			error: 'access_denied',
			error_description: 'The resource owner or authorization server denied the request'
		};
		return back(request, refusal);
	}

	#allow(request: DiscordAuthorization, user: SimulatedUser): Answer {
		return back(request, { code: this.world.oauth.issueCode(request, user) });
	}

	/** Adds the bot to the chosen server, with the permissions that the person left ticked. */
	#invite(request: DiscordAuthorization, invite: InviteRequest, user: SimulatedUser, form: URLSearchParams): Answer {
		const guild = this.#guildsOf(user, invite).find(({ id }) => id === form.get('guild_id'));
		if (!guild) return problem('You need the permission Manage Server in the server', 403);
		const permissions = invite.permissions.filter((name) => form.getAll('permission').includes(name));
		guild.add(permissions);
		if (!request.redirectUri) return { status: 200, html: closingPage('Authorized') };
		return back(request, {
			code: this.world.oauth.issueCode(request, user),
			guild_id: guild.id,
			permissions: permissionBits(permissions).toString()
		});
	}

	/** Returns the servers that a person may choose on the page. */
	#guildsOf(user: SimulatedUser, { guildId, isGuildFixed }: InviteRequest): SimulatedGuild[] {
		return [...this.world.guilds.values()].filter((guild) => {
			const member = guild.memberById(user.id);
			if (!member || (isGuildFixed && guild.id !== guildId)) return false;
			return (guild.permissionsOf(member) & permissionBits(['ManageGuild', 'Administrator'])) !== 0n;
		});
	}

	#show(requestId: string, { scopes, invite }: DiscordAuthorization): Answer {
		const { application, oauth, users } = this.world;
		if (oauth.signedIn === null) {
			const people = [...users.values()].filter(({ isBot }) => !isBot);
			return { status: 200, html: signInPage(Site, requestId, people) };
		}
		if (invite !== null) {
			const guilds = this.#guildsOf(oauth.signedIn, invite);
			const html = invitePage({ requestId, application, user: oauth.signedIn, guilds, invite });
			return { status: 200, html };
		}
		const html = consentPage(Site, {
			title: `${application.name} wants to access your account`,
			requestId,
			signedInAs: oauth.signedIn.name,
			introduction: `This will allow the developer of ${application.name} to:`,
			scopes
		});
		return { status: 200, html };
	}

	/** @returns The request, or the reason to refuse it. */
	#check(query: URLSearchParams): DiscordAuthorization | string {
		const redirectUri = query.get('redirect_uri') ?? '';
		const scopes = (query.get('scope') ?? '').split(' ').filter(Boolean);
		const codeChallenge = query.get('code_challenge');
		if (query.get('client_id') !== this.world.application.id) return 'Unknown Application';
		const invite = scopes.includes('bot') ? readInvite(query) : null;
		if (typeof invite === 'string') return invite;
		// The page that adds a bot needs neither.
		if (invite === null || redirectUri !== '') {
			if (query.get('response_type') !== 'code') return 'Unsupported response_type';
			if (!this.world.oauth.allowsRedirectTo(redirectUri)) return 'Invalid OAuth2 redirect_uri';
		}
		if (scopes.length === 0 || !scopes.every((scope) => KnownScopes.includes(scope))) return 'Invalid scope';
		if (codeChallenge !== null && query.get('code_challenge_method') !== 'S256')
			return 'Unsupported code_challenge_method';
		const isSilent = invite === null && query.get('prompt') === 'none';
		return { redirectUri, state: query.get('state'), scopes, codeChallenge, isSilent, invite };
	}
}

function back(request: DiscordAuthorization, parameters: Record<string, string>): Answer {
	return { status: 302, location: redirectUrl(request, parameters) };
}

function problem(text: string, status = 400): Answer {
	return { status, html: problemPage(Site, text) };
}

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
	return new URLSearchParams((await readBody(request)).toString());
}
