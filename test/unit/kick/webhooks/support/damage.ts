export interface Damage {
	kind: 'replace' | 'remove' | 'add';
	/** The property to change, counted over all levels. An added property is placed beside it. */
	at: number;
	/** Name of an added property. */
	key?: string;
	value?: unknown;
}

/** Returns a copy of a body with one of its properties replaced or removed, or with one more. */
export function damaged(body: object, { kind, at, key = '', value }: Damage): object {
	const copy = structuredClone(body);
	const properties = propertiesOf(copy);
	const place = properties[at % properties.length];
	if (!place) return copy;
	if (kind === 'remove') Reflect.deleteProperty(place.owner, place.key);
	else if (kind === 'replace') define(place.owner, place.key, value);
	else if (Array.isArray(place.owner)) place.owner.push(value);
	else define(place.owner, key, value);
	return copy;
}

/** Counts the properties of a body at all levels. */
export function countProperties(body: object): number {
	return propertiesOf(body).length;
}

function propertiesOf(owner: object): { owner: object; key: string }[] {
	return Object.entries(owner).flatMap(([key, value]) => [
		{ owner, key },
		...(typeof value === 'object' && value !== null ? propertiesOf(value) : [])
	]);
}

/** Sets a property as `JSON.parse` does, for which `__proto__` is an ordinary property. */
function define(owner: object, key: string, value: unknown): void {
	Object.defineProperty(owner, key, { value, configurable: true, enumerable: true, writable: true });
}
