export interface ChatterTouch {
	userId: number;
	username: string;
	color: string | null;
}

export interface Chatter extends ChatterTouch {
	messages: number;
	firstSeenAt: Date;
	lastSeenAt: Date;
}
