export const pageHtml = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Kick sandbox</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/style.css">
<script type="module" src="/script.js"></script>
</head>
<body>
<header class="top">
	<h1>Sandbox</h1>
	<p class="lead">A simulated Discord, a simulated Kick, and the real bot between them.</p>
	<p class="connection" id="connection" role="status" data-state="waiting">Connecting …</p>
</header>
<noscript><p class="noscript">This page needs JavaScript.</p></noscript>
<main>
	<section class="panel discord" aria-labelledby="discord-title">
		<header>
			<h2 id="discord-title">Discord<span class="place" id="guild"></span></h2>
			<span class="detail" id="channel"></span>
		</header>
		<form class="composer" id="discord-form" autocomplete="off">
			<label class="field who">Write as
				<select id="discord-as"></select>
			</label>
			<label class="field text">Message or command
				<input id="discord-text" placeholder="/kick say message:hello" spellcheck="false" aria-describedby="discord-status">
			</label>
			<button type="submit" class="send">Send</button>
		</form>
		<div class="suggestions" id="suggestions" role="group" aria-label="Commands of the bot"></div>
		<p class="status" id="discord-status" role="alert"></p>
		<div class="log" id="discord-log" role="log" tabindex="0" aria-labelledby="discord-title"></div>
	</section>
	<section class="panel kick" aria-labelledby="kick-title">
		<header>
			<h2 id="kick-title">Kick<span class="place" id="streamer"></span></h2>
			<span class="detail live" id="live" hidden>Live</span>
		</header>
		<form class="composer" id="kick-form" autocomplete="off">
			<label class="field who">Viewer
				<input id="kick-as" value="ana" required maxlength="25" spellcheck="false" aria-describedby="kick-status">
			</label>
			<label class="field text">Chat message
				<input id="kick-text" placeholder="!ping" maxlength="500" aria-describedby="kick-status">
			</label>
			<button type="submit" class="send">Send</button>
		</form>
		<div class="actions" role="group" aria-label="What the viewer and the streamer do">
			<button type="button" data-action="follow">Follow</button>
			<button type="button" data-action="subscribe">Subscribe</button>
			<button type="button" data-action="gift">Gift 5 subs</button>
			<button type="button" id="stream">Go live</button>
		</div>
		<p class="status" id="kick-status" role="alert"></p>
		<div class="log" id="kick-log" role="log" tabindex="0" aria-labelledby="kick-title"></div>
	</section>
</main>
<details class="wire" open>
	<summary><h2>On the wire</h2><span class="detail">calls to Kick, and webhooks from it</span></summary>
	<div class="log" id="wire-log" role="log" aria-live="off" tabindex="0" aria-label="On the wire"></div>
</details>
</body>
</html>
`;
