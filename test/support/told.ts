/** All that a failed node says, as it is read: a description is HTML. */
export function toldBy(error: { message: string; description?: string | null } | undefined): string {
	return `${error?.message} ${error?.description}`
		.replaceAll('<br>', ' ')
		.replace(/<[^>]+>/g, '')
		.replaceAll('&lt;', '<')
		.replaceAll('&gt;', '>')
		.replaceAll('&quot;', '"')
		.replaceAll('&amp;', '&');
}
