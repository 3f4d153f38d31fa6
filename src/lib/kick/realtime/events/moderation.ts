import { z } from 'zod';
import type { KickChatCleared, KickMessageDeleted, KickUserUnbanned } from '../../events/index.js';
import { wireFlag, wireList } from '../../wire.js';
import { type SocketData, socketId } from './SocketData.js';
import { optionalSocketUser, socketUser } from './socketUser.js';

const optionalId = socketId.nullish().catch(null);

export const messageDeleted = z
	.object({
		id: optionalId,
		message: z.object({ id: socketId }),
		aiModerated: wireFlag,
		violatedRules: wireList(z.unknown())
	})
	.transform(
		({ id, message, aiModerated, violatedRules }): SocketData<KickMessageDeleted> => ({
			id: id ?? null,
			createdAt: null,
			in: (broadcaster) => ({
				broadcaster,
				messageId: message.id,
				aiModerated,
				violatedRules: violatedRules.filter((rule) => typeof rule === 'string')
			})
		})
	);

export const userUnbanned = z
	.object({ id: optionalId, user: socketUser, unbanned_by: optionalSocketUser, permanent: wireFlag })
	.transform(
		({ id, user, unbanned_by, permanent }): SocketData<KickUserUnbanned> => ({
			id: id ?? null,
			createdAt: null,
			in: (broadcaster) => ({ broadcaster, user, unbannedBy: unbanned_by, wasPermanent: permanent })
		})
	);

export const chatCleared = z.object({ id: socketId }).transform(
	({ id }): SocketData<KickChatCleared> => ({
		id,
		createdAt: null,
		in: (broadcaster) => ({ broadcaster, id })
	})
);
