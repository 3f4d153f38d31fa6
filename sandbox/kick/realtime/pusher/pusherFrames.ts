/**
 * Frames of Pusher's protocol 7.
 *
 * @see https://pusher.com/docs/channels/library_auth_reference/pusher-websockets-protocol/
 */

export function hello(socketId: string, activityTimeoutSeconds: number): string {
	const data = JSON.stringify({ socket_id: socketId, activity_timeout: activityTimeoutSeconds });
	return JSON.stringify({ event: 'pusher:connection_established', data });
}

export const ping = JSON.stringify({ event: 'pusher:ping', data: {} });

export const pong = JSON.stringify({ event: 'pusher:pong', data: {} });

export function subscriptionSucceeded(channel: string): string {
	return JSON.stringify({ event: 'pusher_internal:subscription_succeeded', data: '{}', channel });
}

export function subscriptionError(channel: string): string {
	const data = { type: 'AuthError', error: 'This channel needs an authorization', status: 401 };
	return JSON.stringify({ event: 'pusher:subscription_error', data, channel });
}

/** @param code `null` for errors that leave the connection open. */
export function error(code: number | null, message: string): string {
	return JSON.stringify({ event: 'pusher:error', data: { code, message } });
}
