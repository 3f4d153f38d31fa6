/** Names and messages that careless code would treat as markup, commands or control characters. */
export const HostileTexts: Readonly<Record<string, string>> = {
	'a script': '<script>alert(1)</script>',
	'the end of an attribute': '"><img src=x onerror=alert(1)>',
	'an attribute in apostrophes': "' onmouseover='alert(1)",
	'the ends of elements that contain text': '</title></textarea></style></script></pre><script>alert(1)</script>',
	'beginnings of comments': '<!-- --!> <![CDATA[ <?x <!doctype html>',
	'template syntax': `{{7*7}} \${7*7} <%= 7 %> #{7} [[7]] {% if %}`,
	'other schemes': 'javascript:alert(1) data:text/html,x //evil.example vbscript:x',
	entities: '&lt;script&gt; &#60;b&#62; &amp;lt; &nbsp &',
	'a style': 'red;} body{background:url(//evil.example)} expression(1)',
	'marks that change the direction of text': '\u202Egnp \u2067\u2069\u2069\u202E\u200F \u2066\u202B \u061C\u202D',
	'ends of lines, headers and events': 'a\r\nSet-Cookie: evil=1\r\n\r\nevent: patch\ndata: []\n\n\u2028\u2029\u0085b',
	'NUL and lone surrogates': 'a\0b\uD800c\uDFFFd',
	'5,000 characters': '<b>'.repeat(1_666),
	'commands that become links': 'Run /kick link, /kick sync chatroom_id: <b> and run /kick channel " x',
	emotes: '[emote:1:"><script>] [emote:javascript:x] [emote:1:\u202E\u2069] [emote:../x:y] [emote:1:[emote:2:<b>]]'
};

/** Shorter list for slow tests: all texts in one, and the texts that attack more than markup. */
export const HostileMixtures: Readonly<Record<string, string>> = {
	'all texts at once': Object.values(HostileTexts)
		.map((text) => text.slice(0, 60))
		.join(' '),
	'5,000 characters': '<b>'.repeat(1_666),
	...Object.fromEntries(Object.entries(HostileTexts).filter(([name]) => /^(marks|ends of lines|NUL)/.test(name)))
};
