import type { Account, Badge } from '../world/Account.js';
import type { ChatMessage } from './ChatRooms.js';

/** Badges beside a sender's name, which differ between channels. */
export function badgesOf(broadcaster: Account, { sender, type }: ChatMessage): Badge[] {
	const badges = [...sender.badges];
	if (sender === broadcaster) badges.unshift({ type: 'broadcaster', text: 'Broadcaster' });
	if (type === 'bot') badges.unshift({ type: 'bot', text: 'Bot' });
	if (sender.isVerified) badges.push({ type: 'verified', text: 'Verified channel' });
	return badges;
}
