/** An event that a process is trying first after it took a server over. */
export interface BegunEvent {
	guildId: string;
	/** `EventRow.id` */
	eventId: string;
	/** How many starts have begun it, this one included. */
	starts: number;
}

/** The events that may end the process: one for each server, until it is tried. What is left here at a start ended one. */
export interface BegunEventRepository {
	list(): Promise<BegunEvent[]>;
	save(event: BegunEvent): Promise<void>;
	clear(guildId: string): Promise<void>;
}
