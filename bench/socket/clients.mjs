import { once } from 'node:events';
import { createRequire } from 'node:module';

const Chatroom = 5_690_002;
const Channel = `chatrooms.${Chatroom}.v2`;
const ChatMessage = 'App\\Events\\ChatMessageEvent';
const broadcaster = {
	id: 1,
	username: 'streamer',
	slug: 'streamer',
	avatarUrl: null,
	isVerified: false,
	color: null,
	badges: []
};

/** Clients under test. Each connects, subscribes and passes the content of every chat message to `take`. */
export const clients = {
	/** The plugin's client, with the same work as pusher-js: the event's name, its chatroom and its parsed data. */
	plugin: (url, take) => connectPlugin(url, ({ data }) => take(data.content)),
	/** The plugin's client with one more step: it checks every field and creates the event for the plugin's listeners. */
	async 'plugin-typed'(url, take) {
		const { decodeSocketEvent } = await kickSources();
		await connectPlugin(url, ({ event, data }) => {
			take(decodeSocketEvent(event, data, broadcaster).unwrap().event.content);
		});
	},
	/** Pusher's official client. */
	async 'pusher-js'(url, take) {
		const Pusher = createRequire(import.meta.url)('pusher-js');
		const { hostname, port, pathname } = new URL(url);
		const pusher = new Pusher(pathname.slice('/app/'.length), {
			cluster: 'us2',
			wsHost: hostname,
			wsPort: Number(port),
			forceTLS: false,
			enabledTransports: ['ws']
		});
		const channel = pusher.subscribe(Channel);
		await new Promise((resolve) => channel.bind('pusher:subscription_succeeded', resolve));
		channel.bind(ChatMessage, ({ content }) => take(content));
	},
	/** The limit: no reconnecting, no keep-alive, no checks. */
	async bare(url, take) {
		const { WebSocket } = await import('ws');
		const socket = new WebSocket(url, { perMessageDeflate: false });
		await once(socket, 'open');
		socket.send(JSON.stringify({ event: 'pusher:subscribe', data: { channel: Channel } }));
		await new Promise((resolve) => {
			socket.on('message', (text) => {
				const { event, data } = JSON.parse(text);
				if (event === ChatMessage) take(JSON.parse(data).content);
				else if (event === 'pusher_internal:subscription_succeeded') resolve();
			});
		});
	}
};

async function connectPlugin(url, onFrame) {
	const { RealtimeClient } = await kickSources();
	const client = new RealtimeClient({
		provider: 'pusher',
		pusherUrl: url,
		negotiationUrl: url.replace('ws', 'http'),
		onFrame,
		onNotice() {}
	});
	client.setChatrooms(new Set([Chatroom]));
	while (!client.chatroom(Chatroom)?.subscribed) await new Promise((resolve) => setTimeout(resolve, 10));
}

/** Builds the client, because the plugin does not export it: see `buildSources.mjs`. */
function kickSources() {
	return import(process.env.BENCH_KICK_SOURCES);
}
