/** Finds an element of `index.html`, which is served with this script: it is always there. */
export function find<Found extends HTMLElement = HTMLElement>(id: string): Found {
	return document.getElementById(id) as Found;
}

/** Creates an element. Texts become text nodes, so that text from outside can't bring markup along. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
	tag: Tag,
	properties: Partial<HTMLElementTagNameMap[Tag]>,
	...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
	const created = Object.assign(document.createElement(tag), properties);
	created.append(...children);
	return created;
}
