function escapeHtml(text: string): string {
	return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** The page on which a user sees what an app asks for, and approves or denies it. */
export function consentPage(appId: string, scopes: readonly string[], approveUrl: string, denyUrl: string): string {
	const rows = scopes.map((scope) => `<li>${escapeHtml(scope)}</li>`).join('');
	return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Feishu sandbox</title></head>
<body>
<h1>${escapeHtml(appId)} asks for access</h1>
<ul>${rows}</ul>
<p><a id="approve" href="${escapeHtml(approveUrl)}">Approve</a> <a id="deny" href="${escapeHtml(denyUrl)}">Deny</a></p>
</body></html>
`;
}

/** What a user sees instead when the request itself is wrong. */
export function consentErrorPage(code: number, description: string): string {
	return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Feishu sandbox</title></head>
<body><h1>Error ${code}</h1><p>${escapeHtml(description)}</p></body></html>
`;
}
