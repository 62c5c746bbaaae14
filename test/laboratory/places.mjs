/** The endpoints that take somebody out of something. */
export const removals = [
	'chatMember',
	'driveCollaborator',
	'taskMember',
	'userGroupMember',
	'roleMember',
	'mailingListMember',
	'publicMailboxMember',
	'calendarEventAttendee',
];

/**
 * Where a person is, as the sandbox itself has it: names, sorted.
 * @param {object} state
 * @param {string} person - an open ID
 */
export function placesOf({ chats, documents, tasks, userGroups, roles, things, calendars }, person) {
	const names = (all, isThere, name) => all.filter(isThere).map(name).toSorted();
	const inThings = (endpoint) =>
		names(
			things[endpoint] ?? [],
			({ row }) => row?.user_id === person,
			(thing) => thing.in,
		);
	return {
		chats: names(
			chats,
			({ members }) => members.includes(person),
			({ name }) => name,
		),
		documents: names(
			documents,
			({ collaborators }) => collaborators.some(({ memberId }) => memberId === person),
			({ name }) => name,
		),
		followed: names(
			tasks,
			({ followers }) => followers.some(({ openId }) => openId === person),
			({ summary }) => summary,
		),
		assigned: names(
			tasks,
			({ collaborators }) => collaborators.includes(person),
			({ summary }) => summary,
		),
		userGroups: names(
			userGroups,
			({ members }) => members.some(({ openId }) => openId === person),
			({ name }) => name,
		),
		roles: names(
			roles,
			({ members }) => members.some(({ openId }) => openId === person),
			({ roleId }) => roleId,
		),
		mailingLists: inThings('mailingListMember'),
		mailboxes: inThings('publicMailboxMember'),
		meetings: names(
			calendars.flatMap(({ events }) => events),
			({ attendees }) => attendees.some(({ target, rsvpStatus }) => target === person && rsvpStatus !== 'removed'),
			({ summary }) => summary,
		),
	};
}
