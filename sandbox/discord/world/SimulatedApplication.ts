import {
	type APIApplication,
	ApplicationFlags,
	TeamMemberMembershipState,
	TeamMemberRole
} from 'discord-api-types/v10';
import type { SimulatedUser } from './entities.js';
import type { World } from './World.js';

/** The bot's application, as in the developer portal. */
export class SimulatedApplication {
	public readonly id: string;
	readonly #world: World;
	#team: { id: string; name: string; members: readonly SimulatedUser[] } | null = null;

	public constructor(
		world: World,
		public readonly name: string,
		/** The person who made the application: the bot's owner, unless a team owns it. */
		public readonly owner: SimulatedUser
	) {
		this.#world = world;
		this.id = world.bot.id;
	}

	/** Gives the application to a team. {@link owner} owns the team and is a member of it. */
	public setTeam(name: string, members: readonly SimulatedUser[]): void {
		this.#team = { id: this.#world.ids.next(), name, members: [this.owner, ...members] };
	}

	/** @see https://docs.discord.com/developers/resources/application#application-object */
	public toPayload() {
		const guildCount = [...this.#world.guilds.values()].filter((guild) => guild.hasBot).length;
		const flags =
			ApplicationFlags.GatewayMessageContentLimited |
			ApplicationFlags.GatewayGuildMembersLimited |
			ApplicationFlags.GatewayPresenceLimited;

		return {
			id: this.id,
			name: this.name,
			icon: null,
			description: '',
			type: null,
			flags,
			flags_new: flags.toString(),
			bot: this.#world.bot.toPayload(),
			bot_public: true,
			bot_require_code_grant: false,
			verify_key: '0'.repeat(64),
			redirect_uris: [],
			interactions_endpoint_url: null,
			role_connections_verification_url: null,
			owner: this.owner.toPayload(),
			team: this.#teamPayload(),
			approximate_guild_count: guildCount,
			approximate_user_install_count: 0,
			approximate_user_authorization_count: 0,
			explicit_content_filter: 0,
			eligible_oauth2_scopes: ['bot', 'applications.commands', 'identify', 'guilds']
		};
	}

	#teamPayload(): APIApplication['team'] {
		if (this.#team === null) return null;

		const { id, name, members } = this.#team;
		return {
			id,
			name,
			icon: null,
			owner_user_id: this.owner.id,
			members: members.map((user) => ({
				team_id: id,
				user: user.toPayload(),
				membership_state: TeamMemberMembershipState.Accepted,
				permissions: ['*'],
				role: user === this.owner ? TeamMemberRole.Admin : TeamMemberRole.Developer
			}))
		};
	}
}
